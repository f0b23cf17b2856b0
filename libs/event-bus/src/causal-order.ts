import { causeOf } from './delivery.js';
import type { Delivery } from './event-bus.js';

const nameOf = (source: string, position: number): string => `${source}:${String(position)}`;

/**
 * Orders a finite set of events: each log in its own order, no event before its cause where the set holds it, and otherwise by when
 * they were recorded. The same set always gives the same order.
 */
export function inCausalOrder<Event extends Delivery>(events: readonly Event[]): readonly Event[] {
  const waiting = new Set(events.map(({ source, recorded }) => nameOf(source, recorded.position)));
  const queues = queuesBySource(events);
  const ordered: Event[] = [];
  while (ordered.length < events.length) {
    const next = earliestHead(queues, (head) => {
      const cause = causeOf(head);
      return cause === undefined || !waiting.has(nameOf(cause.source, cause.position));
    });
    // Only a set whose causes run in a circle has no ready head; no log can hold one, and the fold must still be total.
    const event = next ?? earliestHead(queues, () => true);
    if (event === undefined) break;
    queues.get(event.source)?.pop();
    waiting.delete(nameOf(event.source, event.recorded.position));
    ordered.push(event);
  }
  return ordered;
}

/** Each source's events with the first of them last, to be popped. */
function queuesBySource<Event extends Delivery>(events: readonly Event[]): ReadonlyMap<string, Event[]> {
  const queues = new Map<string, Event[]>();
  for (const event of [...events].sort((a, b) => b.recorded.position - a.recorded.position || (a.source < b.source ? -1 : 1))) {
    const queue = queues.get(event.source) ?? [];
    queue.push(event);
    queues.set(event.source, queue);
  }
  return new Map([...queues].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function earliestHead<Event extends Delivery>(
  queues: ReadonlyMap<string, readonly Event[]>,
  ready: (head: Event) => boolean,
): Event | undefined {
  let earliest: Event | undefined;
  for (const queue of queues.values()) {
    const head = queue.at(-1);
    if (head === undefined || !ready(head)) continue;
    if (earliest === undefined || head.recorded.recordedAt < earliest.recorded.recordedAt) earliest = head;
  }
  return earliest;
}
