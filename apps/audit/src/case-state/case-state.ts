import type { Standing } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { epochOf, type Instant } from '@huying/kernel';
import { foldCaseEvents, foldOfCase } from '../case-folds/registered-folds.js';

/** What had happened by a moment, in the order of the logs: facts that reached the system late stand where they were recorded. */
export function happenedBy(events: readonly Delivery[], occurredBy: Instant): readonly Delivery[] {
  const moment = epochOf(occurredBy);
  return events.filter(({ recorded }) => recorded.time <= moment);
}

/** How a case stood at a moment, by the given events, which are those that were known. */
export function caseStateAt(
  events: readonly Delivery[],
  occurredBy: Instant,
): { readonly foldedEvents: number; readonly state: Standing | null } {
  const happened = happenedBy(events, occurredBy);
  const fold = foldOfCase(happened);
  const state = fold === undefined ? null : (foldCaseEvents(fold, happened).standing(occurredBy) ?? null);
  return { foldedEvents: happened.length, state };
}
