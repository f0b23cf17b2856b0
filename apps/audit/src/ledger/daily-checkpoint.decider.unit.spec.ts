import { fold, type Recorded } from '@huying/kernel';
import { describe, expect, it } from 'vitest';
import {
  dailyCheckpointDecider,
  type LedgerCheckpointed,
  type PublishedRoot,
  type RecordLedgerCheckpoint,
} from './daily-checkpoint.decider.js';

const root = `${'A'.repeat(43)}=`;
const begun = '2026-06-10T09:00:00.000+08:00';
const sized = (intake: number, audit: number): readonly PublishedRoot[] => [
  { source: 'intake', size: intake, root },
  { source: 'audit', size: audit, root },
];
const recorded = (time: string, logs: readonly PublishedRoot[]): Recorded<LedgerCheckpointed> => ({
  type: 'LedgerCheckpointed',
  data: { logs },
  time,
  recordedAt: time,
  actor: 'system:ledger',
  streamVersion: 1,
});
const decided = (at: string, logs: readonly PublishedRoot[], ...before: readonly Recorded<LedgerCheckpointed>[]) => {
  const command: RecordLedgerCheckpoint = {
    type: 'RecordLedgerCheckpoint',
    at,
    actor: { person: 'system:ledger', role: 'SYS' },
    data: { logs, begun },
  };
  const decision = dailyCheckpointDecider.decide(command, fold(dailyCheckpointDecider, before));
  return decision.kind === 'refused' ? decision.refusal.code : decision.facts.map(({ data }) => data.logs);
};

describe('the checkpoint event of a day', () => {
  const last = recorded('2026-06-11T00:00:00.000+08:00', sized(5, 7));

  it('names the roots of all logs, once the day of the first event is over in Shanghai', () => {
    expect(decided('2026-06-10T15:59:59.999Z', sized(5, 7))).toBe('DAY_NOT_OVER');
    expect(decided('2026-06-10T16:00:00.000Z', sized(5, 7))).toEqual([sized(5, 7)]);
  });

  it('comes once a day, whatever is recorded meanwhile', () => {
    expect(decided('2026-06-11T23:59:59.999+08:00', sized(50, 70), last)).toBe('DAY_NOT_OVER');
    expect(decided('2026-06-12T00:00:00.000+08:00', sized(50, 70), last)).toEqual([sized(50, 70)]);
  });

  it('does not come for the growth that the last one was', () => {
    expect(decided('2026-06-12T00:00:00.000+08:00', sized(5, 8), last)).toBe('NOTHING_ELSE_GREW');
    expect(decided('2026-07-12T00:00:00.000+08:00', sized(5, 8), last)).toBe('NOTHING_ELSE_GREW');
  });

  it.each([
    ['a case’s log', sized(6, 8)],
    ['audit’s own, by an auditor’s question', sized(5, 9)],
  ])('comes for one entry more in %s', (_, logs) => {
    expect(decided('2026-06-12T00:00:00.000+08:00', logs, last)).toEqual([logs]);
  });

  it('does not come again while the clock is put back', () => {
    expect(decided('2026-06-10T12:00:00.000+08:00', sized(6, 9), last)).toBe('DAY_NOT_OVER');
  });
});
