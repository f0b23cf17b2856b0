import { epochOf, type Instant } from '@huying/kernel';
import type { CaseRecord, Limit, Mark } from './case-record.js';

/** How late the log may take what happened in time (the policy's `recordTolerance`). */
export interface RecordTolerance {
  readonly toleranceMs: number;
}

/** In time: it happened by the due date, and the log knew within the tolerance. What is written up later is not in time (RULES §2). */
export const isOnTime = ({ at, recorded }: Mark, { due }: Limit, { toleranceMs }: RecordTolerance): boolean =>
  epochOf(at) <= epochOf(due) && epochOf(recorded) <= epochOf(due) + toleranceMs;

/** Withdrawn, merged or terminated before the due date: nobody could be late any more. */
export function leftBefore({ exit }: CaseRecord, due: Instant): boolean {
  const early = exit !== undefined && ['withdrawn', 'merged', 'terminated'].includes(exit.how);
  return early && epochOf(exit.mark.at) < epochOf(due);
}
