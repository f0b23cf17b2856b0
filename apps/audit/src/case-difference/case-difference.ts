import type { CaseDifferenceAnswer, PositionVector } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';
import { eventHeader } from '../case-history/history-entry.js';
import { isKnown } from '../case-lookup/knowledge-horizon.js';
import { changesBetween } from '../case-replay/frames.js';
import { caseStateAt, happenedBy } from '../case-state/case-state.js';

/** One side of a difference: what had happened and was known. */
export interface Side {
  readonly occurredBy: Instant;
  readonly knownBy: Instant;
  readonly positions: PositionVector;
}

/** What tells one state of a case from another, and by which events. */
export function caseDifference(
  events: readonly Delivery[],
  from: Side,
  to: Side,
): Pick<CaseDifferenceAnswer, 'from' | 'to' | 'changes' | 'added' | 'removed'> {
  const [before, after] = [sideOf(events, from), sideOf(events, to)];
  const without = (some: readonly Delivery[], others: readonly Delivery[]) =>
    some.filter((event) => !others.includes(event)).map(eventHeader);
  return {
    from: { ...from, foldedEvents: before.happened.length, state: before.state },
    to: { ...to, foldedEvents: after.happened.length, state: after.state },
    changes: changesBetween(before.state ?? undefined, after.state ?? undefined),
    added: without(after.happened, before.happened),
    removed: without(before.happened, after.happened),
  };
}

function sideOf(events: readonly Delivery[], { occurredBy, positions }: Side) {
  const known = events.filter(isKnown(positions));
  return { happened: happenedBy(known, occurredBy), state: caseStateAt(known, occurredBy).state };
}
