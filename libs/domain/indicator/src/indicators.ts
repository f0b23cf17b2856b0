import { counts, type CallbackAnswer, type CaseRecord, type Grade, type Limit, type Mark } from './case-record.js';
import { isOnTime, leftBefore } from './on-time.js';
import { dueIn, happenedIn } from './period.js';
import type { Counted, Indicator } from './rate.js';

const one = (because: readonly Mark[], achieved: Mark | undefined): readonly Counted[] => [
  {
    because: because.map(({ event }) => event),
    ...(achieved === undefined ? {} : { achieved: [achieved.event] }),
  },
];

/** 响应率: the resident was effectively contacted in time, of the dispatched cases in which somebody is to be contacted. */
const response =
  (inTime: (contact: Mark, limit: Limit, ...rest: Parameters<Indicator>) => boolean): Indicator =>
  (record, period, rules) => {
    const limit = record.contactLimit;
    if (limit === undefined || !dueIn(period, limit.due) || record.contact !== 'phone' || !counts(record)) return [];
    return one([limit.set], record.contacts.find((contact) => inTime(contact, limit, record, period, rules)));
  };

/** 按时办结率(原始): reported done by the original due date and not rejected later. Suspended cases stay in. */
const onTimeOriginal: Indicator = (record, period, rules) => {
  const limit = record.mainLimit;
  if (limit === undefined || !dueIn(period, limit.due) || !counts(record) || leftBefore(record, limit.due)) return [];
  const done = record.completions.find(({ reported, rejected }) => rejected === undefined && isOnTime(reported, limit, rules));
  return one([limit.set], done?.reported);
};

/** 按时签收率: of the dispatches whose time to sign ran out. */
const signOffOnTime: Indicator = (record, period, rules) => {
  if (!counts(record)) return [];
  return record.dispatches.flatMap(({ dispatched, signOff, signed }) => {
    if (signOff === undefined || !dueIn(period, signOff.due) || leftBefore(record, signOff.due)) return [];
    return one([dispatched, signOff.set], signed !== undefined && isOnTime(signed, signOff, rules) ? signed : undefined);
  });
};

/** 解决率: of the callbacks with an answer; one that reached nobody is neither resolved nor unresolved. */
const resolution =
  (...solved: readonly CallbackAnswer[]): Indicator =>
  (record, period) =>
    calledBack(record)
      ? record.callbacks
          .filter(({ completed }) => happenedIn(period, completed.at))
          .flatMap(({ completed, answer }) => one([completed], solved.includes(answer) ? completed : undefined))
      : [];

/** 满意率: of the ratings; who gave none is never counted as satisfied. */
const satisfaction =
  (...good: readonly Grade[]): Indicator =>
  (record, period) =>
    calledBack(record)
      ? record.ratings
          .filter(({ submitted }) => happenedIn(period, submitted.at))
          .flatMap(({ submitted, grade }) => one([submitted], good.includes(grade) ? submitted : undefined))
      : [];

/** Merged complainants are counted apart (并单诉求人答复率). */
const calledBack = (record: CaseRecord): boolean => counts(record) && record.exit?.how !== 'merged';

/** The rates of RULES §2 that the events of today allow, by name. */
export const indicators = {
  response: response((contact, limit, _record, _period, rules) => isOnTime(contact, limit, rules)),
  /** Beside it, as if a late record were as good: the gap between the two is a signal. */
  'response-by-occurrence': response((contact, limit) => isOnTime(contact, limit, { toleranceMs: Number.POSITIVE_INFINITY })),
  'on-time-original': onTimeOriginal,
  'sign-off-on-time': signOffOnTime,
  resolution: resolution('resolved'),
  /** For reference: partly solved counted as solved. */
  'resolution-partly': resolution('resolved', 'partly'),
  satisfaction: satisfaction('非常满意', '满意', '基本满意'),
  'satisfaction-strict': satisfaction('非常满意', '满意'),
} as const satisfies Record<string, Indicator>;

export type IndicatorName = keyof typeof indicators;

export const indicatorNames = Object.keys(indicators) as readonly IndicatorName[];

/** Official names. */
export const indicatorTitles = {
  response: '响应率',
  'response-by-occurrence': '响应率（按发生时间）',
  'on-time-original': '按时办结率（原始）',
  'sign-off-on-time': '按时签收率',
  resolution: '解决率',
  'resolution-partly': '解决率（部分解决计入，参考）',
  satisfaction: '满意率',
  'satisfaction-strict': '满意率（前两档）',
} as const satisfies Record<IndicatorName, string>;
