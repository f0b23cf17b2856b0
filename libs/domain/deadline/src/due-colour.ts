import { epochOf, type Instant } from '@huying/kernel';

/** 三色: up to 80 % of the time, up to the due date, past it. */
export type DueColour = 'green' | 'yellow' | 'red';

/** The colour of an open case whose clock started at `start`. Overdue is later than due, never at it (SCENARIO §3). */
export function colourOf(start: Instant, due: Instant, now: Instant): DueColour {
  const [from, to, at] = [epochOf(start), epochOf(due), epochOf(now)];
  if (at > to) return 'red';
  return at - from < 0.8 * (to - from) ? 'green' : 'yellow';
}
