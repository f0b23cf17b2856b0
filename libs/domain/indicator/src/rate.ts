import type { CaseRecord } from './case-record.js';
import type { RecordTolerance } from './on-time.js';
import type { Period } from './period.js';

/** One thing that a rate counts: a case, a dispatch, a callback. */
export interface Counted {
  /** The events that put it into the denominator. */
  readonly because: readonly string[];
  /** The events that put it into the numerator; absent where it is not in it. */
  readonly achieved?: readonly string[];
}

/** What a case contributes to a rate of a period. Pure, and a case's own affair: rates over many cases are sums. */
export type Indicator = (record: CaseRecord, period: Period, rules: RecordTolerance) => readonly Counted[];

/** A case in a list behind a figure. */
export interface Member {
  readonly case: string;
  readonly events: readonly string[];
}

export interface Rate {
  readonly numerator: readonly Member[];
  readonly denominator: readonly Member[];
}

/** The rate over many cases, each number with the events behind it. */
export function rateOf(indicator: Indicator, records: Iterable<CaseRecord>, period: Period, rules: RecordTolerance): Rate {
  const numerator: Member[] = [];
  const denominator: Member[] = [];
  for (const record of records) {
    for (const { because, achieved } of indicator(record, period, rules)) {
      denominator.push({ case: record.case, events: because });
      if (achieved !== undefined) numerator.push({ case: record.case, events: achieved });
    }
  }
  return { numerator, denominator };
}

/** `92.22`: per cent, half-up, two decimals, by whole numbers; `—` where there was nothing to count. */
export function percentage(numerator: number, denominator: number): string {
  if (denominator === 0) return '—';
  const hundredths = Math.floor((2 * 10_000 * numerator + denominator) / (2 * denominator));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}
