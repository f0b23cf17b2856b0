import type { CaseRecord } from './case-record.js';
import { indicatorNames, indicators, indicatorTitles, type IndicatorName } from './indicators.js';
import type { RecordTolerance } from './on-time.js';
import type { Period } from './period.js';
import { percentage, rateOf, type Member } from './rate.js';

export interface RateFigure {
  readonly rate: IndicatorName;
  readonly title: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Per cent, two decimals, half-up; `—` where there was nothing to count. */
  readonly percent: string;
}

/** Every rate of a period, over all of its cases. */
export const figuresOf = (records: readonly CaseRecord[], period: Period, rules: RecordTolerance): readonly RateFigure[] =>
  indicatorNames.map((rate) => {
    const { numerator, denominator } = rateOf(indicators[rate], records, period, rules);
    const counts = { numerator: numerator.length, denominator: denominator.length };
    return { rate, title: indicatorTitles[rate], ...counts, percent: percentage(counts.numerator, counts.denominator) };
  });

/** A case behind a figure; one that counts more than once (two dispatches) stands there as often, numbered from 1. */
export interface CountedMember extends Member {
  readonly ordinal: number;
}

/** A case's own entries, numbered from 1. They come case by case. */
export function numbered(members: readonly Member[]): readonly CountedMember[] {
  let previous = '';
  let ordinal = 0;
  return members.map((member) => {
    ordinal = member.case === previous ? ordinal + 1 : 1;
    previous = member.case;
    return { ...member, ordinal };
  });
}
