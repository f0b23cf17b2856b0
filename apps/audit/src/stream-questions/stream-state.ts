import type { StreamStanding } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';
import { happenedBy } from '../questions/happened-by.js';
import type { Reading } from '../questions/state-difference.js';
import { foldStream } from '../stream-folds/stream-fold.js';
import { foldOfStream } from '../stream-folds/registered-stream-folds.js';

/** Streams, as what is told of them changes: the status, and all that the fold knows besides. */
export const streamReading: Reading<StreamStanding> = {
  stateAt(happened, at) {
    const fold = foldOfStream(happened[0]?.recorded.stream ?? '');
    return fold === undefined ? undefined : foldStream(fold, happened).standing(at);
  },
  watched: (standing) => (standing === undefined ? {} : { status: standing.status, ...standing.details }),
};

/** How a stream stood at a moment, by the given events, which are those that were known. */
export function streamStateAt(
  events: readonly Delivery[],
  occurredBy: Instant,
): { readonly foldedEvents: number; readonly state: StreamStanding | null } {
  const happened = happenedBy(events, occurredBy);
  return { foldedEvents: happened.length, state: streamReading.stateAt(happened, occurredBy) ?? null };
}
