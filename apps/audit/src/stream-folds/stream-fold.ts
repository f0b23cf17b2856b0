import type { Named, StreamStanding } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';

/** A stream folded so far. A value: applying an event gives another one. */
export interface FoldedStream {
  apply(event: Delivery): FoldedStream;
  /** How it stands at a moment, by the events applied; undefined before the first of them. */
  standing(at: Instant): StreamStanding | undefined;
}

/** How the streams of one category are folded. Further categories join by a further fold in `registered-stream-folds.ts`. */
export interface StreamFold {
  readonly category: string;
  /** What people call such a stream. */
  readonly kind: Named;
  readonly empty: FoldedStream;
}

export function foldStream(fold: StreamFold, events: readonly Delivery[]): FoldedStream {
  let folded = fold.empty;
  for (const event of events) folded = folded.apply(event);
  return folded;
}
