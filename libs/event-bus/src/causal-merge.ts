import type { ServiceName } from '@huying/contracts';
import type { Delivery } from './event-bus.js';
import { causeOf } from './delivery.js';

/**
 * Merges several logs into one order in which every event comes after its cause (DESIGN §5), and otherwise by when it was recorded.
 * It cannot lock up: of all waiting heads, the one committed first has no cause among or behind the others.
 */
export class CausalMerge {
  private readonly queues = new Map<ServiceName, Delivery[]>();
  private readonly taken: Map<ServiceName, number>;

  /** @param positions the last event already taken, per source */
  constructor(positions: ReadonlyMap<ServiceName, number>) {
    this.taken = new Map(positions);
    for (const source of positions.keys()) this.queues.set(source, []);
  }

  /** Position after which the next event of `source` is to be offered. */
  offeredUpTo(source: ServiceName): number {
    return this.queues.get(source)?.at(-1)?.recorded.position ?? this.taken.get(source) ?? 0;
  }

  waiting(source: ServiceName): number {
    return this.queues.get(source)?.length ?? 0;
  }

  offer(source: ServiceName, deliveries: readonly Delivery[]): void {
    this.queues.get(source)?.push(...deliveries);
  }

  /** Removes and returns up to `limit` events whose causes have been taken. */
  take(limit: number): readonly Delivery[] {
    const batch: Delivery[] = [];
    const cursors = new Map<ServiceName, number>();
    while (batch.length < limit) {
      const next = this.earliestReady(cursors);
      if (next === undefined) break;
      batch.push(next);
      cursors.set(next.source, (cursors.get(next.source) ?? 0) + 1);
      this.taken.set(next.source, next.recorded.position);
    }
    for (const [source, count] of cursors) this.queues.get(source)?.splice(0, count);
    return batch;
  }

  private earliestReady(cursors: ReadonlyMap<ServiceName, number>): Delivery | undefined {
    let earliest: Delivery | undefined;
    for (const [source, queue] of this.queues) {
      const head = queue[cursors.get(source) ?? 0];
      if (head === undefined || !this.causeTaken(head)) continue;
      if (earliest === undefined || head.recorded.recordedAt < earliest.recorded.recordedAt) earliest = head;
    }
    return earliest;
  }

  private causeTaken(delivery: Delivery): boolean {
    const cause = causeOf(delivery);
    if (cause === undefined) return true;
    const position = this.taken.get(cause.source as ServiceName);
    return position === undefined || position >= cause.position;
  }
}
