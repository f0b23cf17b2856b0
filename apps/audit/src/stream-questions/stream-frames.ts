import type { StreamFrame, StreamStanding } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { eventHeader } from '../case-questions/history-entry.js';
import { fieldChanges } from '../questions/state-difference.js';
import { foldOfStream } from '../stream-folds/registered-stream-folds.js';
import { streamReading } from './stream-state.js';

/** Replays a stream event by event, in its order. */
export function streamFrames(events: readonly Delivery[]): readonly StreamFrame[] {
  let folded = foldOfStream(events[0]?.recorded.stream ?? '')?.empty;
  let before: StreamStanding | undefined;
  let latest = -Infinity;
  let last: Delivery | undefined;
  return events.map((event, index) => {
    folded = folded?.apply(event);
    // A late fact happened before the one above it; how the stream stands is then told at the later of the two.
    const isLate = event.recorded.time < latest;
    const after = folded?.standing((isLate && last !== undefined ? last : event).envelope.time);
    const frame: StreamFrame = {
      n: index + 1,
      event: eventHeader(event),
      sinceLastMs: last === undefined ? null : event.recorded.time - last.recorded.time,
      before: statusOf(before),
      after: statusOf(after),
      changes: fieldChanges(streamReading.watched(before), streamReading.watched(after)),
    };
    before = after;
    latest = Math.max(latest, event.recorded.time);
    last = event;
    return frame;
  });
}

const statusOf = (standing: StreamStanding | undefined): StreamFrame['after'] =>
  standing === undefined ? null : { status: standing.status, statusName: standing.statusName };
