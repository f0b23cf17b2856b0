import type { CaseRecord } from './case-record.js';
import { indicatorNames, indicators, indicatorTitles, type IndicatorName } from './indicators.js';
import type { RecordTolerance } from './on-time.js';
import type { Period } from './period.js';
import { percentage, rateOf, type Member, type Rate } from './rate.js';

/** The tolerance of late records, and the policy that sets it; null where none is in force. */
export interface RecordRules extends RecordTolerance {
  readonly policyVersion: string | null;
}

/** A case with the rules of its own area: a wider area has no policy of its own that would fit all of its cases. */
export interface JudgedRecord {
  readonly record: CaseRecord;
  readonly rules: RecordRules;
}

export interface RateFigure {
  readonly rate: IndicatorName;
  readonly title: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Per cent, two decimals, half-up; `—` where there was nothing to count. */
  readonly percent: string;
}

/** A case behind a figure; one that counts more than once (two dispatches) stands there as often, numbered from 1. */
export interface CountedMember extends Member {
  readonly ordinal: number;
}

/** Every rate of a period. */
export const figuresOf = (judged: readonly JudgedRecord[], period: Period): readonly RateFigure[] =>
  indicatorNames.map((rate) => {
    const numerator = membersOf(judged, period, rate, 'numerator').length;
    const denominator = membersOf(judged, period, rate, 'denominator').length;
    return { rate, title: indicatorTitles[rate], numerator, denominator, percent: percentage(numerator, denominator) };
  });

/** The cases behind one side of a rate, in the order given. */
export const membersOf = (
  judged: readonly JudgedRecord[],
  period: Period,
  rate: IndicatorName,
  side: keyof Rate,
): readonly CountedMember[] =>
  judged.flatMap(({ record, rules }) =>
    rateOf(indicators[rate], [record], period, rules)[side].map((member, index) => ({ ...member, ordinal: index + 1 })),
  );

/** The one policy by which all cases were judged; null where there was none, or more than one. */
export function policyVersionOf(judged: readonly JudgedRecord[]): string | null {
  const versions = new Set(judged.map(({ rules }) => rules.policyVersion));
  const [version = null] = versions;
  return versions.size === 1 ? version : null;
}
