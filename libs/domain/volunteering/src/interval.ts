import { epochOf, shanghai, type Instant } from '@huying/kernel';

/** Half-open: from its first moment until its end, that one excluded. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

export const minuteMs = 60_000;

/** Whole minutes, never fewer than none: a begun minute is not yet served. */
export const minutesWithin = ({ from, to }: Interval): number => Math.max(0, Math.floor((epochOf(to) - epochOf(from)) / minuteMs));

export const overlaps = (one: Interval, other: Interval): boolean =>
  epochOf(one.from) < epochOf(other.to) && epochOf(other.from) < epochOf(one.to);

/** What of an interval lies within a window; empty (from = to) where nothing does. */
export function clip({ from, to }: Interval, window: Interval): Interval {
  const begin = Math.max(epochOf(from), epochOf(window.from));
  const end = Math.min(epochOf(to), epochOf(window.to));
  return { from: shanghai(begin), to: shanghai(Math.max(begin, end)) };
}

/** The day in Shanghai, `2026-06-18`. */
export const dayOf = (instant: Instant): string => shanghai(epochOf(instant)).slice(0, 10);
