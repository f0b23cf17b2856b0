import { epochOf, type Instant } from '@huying/kernel';

/** A period in Shanghai, half-open: `from` belongs to it, `to` to the next one (RULES §2). */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** True where something happened in the period. */
export const happenedIn = (period: Period, at: Instant): boolean =>
  epochOf(period.from) <= epochOf(at) && epochOf(at) < epochOf(period.to);

/** True where a limit ran out in the period. A day ends at 24:00, written as the next midnight: so from < due ≤ to (SCENARIO §3). */
export const dueIn = (period: Period, due: Instant): boolean => epochOf(period.from) < epochOf(due) && epochOf(due) <= epochOf(period.to);
