import type { Standing } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';
import { foldCaseEvents, foldOfCase } from '../case-folds/registered-folds.js';
import { happenedBy } from '../questions/happened-by.js';
import type { Reading } from '../questions/state-difference.js';

/** Cases, as what is told of them changes: the status, the holder, each deadline by its due date, and all that the fold knows besides. */
export const caseReading: Reading<Standing> = {
  stateAt: (happened, at) => {
    const fold = foldOfCase(happened);
    return fold === undefined ? undefined : foldCaseEvents(fold, happened).standing(at);
  },
  watched(standing) {
    if (standing === undefined) return {};
    const { status, holder, deadlines, details } = standing;
    return { status, holder, deadlines: deadlines.map(({ timer, due }) => `${timer} ${due}`), ...details };
  },
};

/** How a case stood at a moment, by the given events, which are those that were known. */
export function caseStateAt(
  events: readonly Delivery[],
  occurredBy: Instant,
): { readonly foldedEvents: number; readonly state: Standing | null } {
  const happened = happenedBy(events, occurredBy);
  return { foldedEvents: happened.length, state: caseReading.stateAt(happened, occurredBy) ?? null };
}
