import type { DeadlinePolicy, Limits } from './deadline-policy.js';

const limits = (critical: string | null, urgent: string | null, normal: string, complex: string): Limits => ({ critical, urgent, normal, complex });

/**
 * Policy v0: the proposed table of RULES §1.6, for a deployment to adopt as it stands or changed. Nothing reads it but the command
 * that adopts it; a street or district confirms its own numbers first.
 */
export const defaultPolicy: DeadlinePolicy = {
  version: 'v0',
  businessHours: [
    ['08:30', '12:00'],
    ['14:00', '17:30'],
  ],
  dayEnds: '24:00',
  timers: {
    TM02: limits('15min', '1h', '4wh', '4wh'),
    TM04: limits(null, null, '3wd', '3wd'),
    TM05: limits('15min', '1h', '4wh', '1wd'),
    TM06: limits('15min', '1h', '4wh', '4wh'),
    TM07: limits('30min', '2h', '1wd', '1wd'),
    TM08: limits('2h', '24h', '5wd', '10wd'),
    TM09: limits('15min', '1h', '1wd', '1wd'),
    TM10: limits('15min', '1h', '4wh', '4wh'),
    TM11: limits('24h', '24h', '1wd', '1wd'),
    TM12: limits('4h', '4h', '1wd', '1wd'),
    TM13: limits('1h', '12h', '2wd', '5wd'),
    TM14: limits(null, null, '30d', '30d'),
    TM15: limits(null, null, '2wd', '2wd'),
    TM16: 'manual',
  },
  recordTolerance: '24h',
  suspensionPausesClock: true,
  handoverWorkHours: 2,
  whistleAnswerHours: 24,
  backfillWorkingDays: 10,
  activityWindow: { minutes: 30, metres: 300 },
  repeatDays: 30,
  boardUpdateWorkingDays: 3,
  roles: {
    ExtensionApproved: ['SEC', 'ST'],
    ExtensionRejected: ['SEC', 'ST'],
    ReturnReasonAmended: ['DIS'],
    CallbackCompleted: ['CBK'],
  },
  guards: { hard: ['state', 'identity', 'area', 'I1', 'I4', 'I5', 'I6'], flag: [] },
};
