import type { ServiceName } from '@huying/contracts';
import type { LogReader } from '@huying/event-store';
import { CausalMerge } from '../causal-merge.js';
import { toDelivery } from '../delivery.js';
import type { Delivery } from '../event-bus.js';
import { ConsumerHalt } from '../fault.js';
import type { Positions } from './checkpoint.js';

/** Follows the logs of several services and hands their events out in batches, causes first. */
export class LogTail {
  private merge: CausalMerge;

  constructor(
    private readonly readers: ReadonlyMap<ServiceName, LogReader>,
    positions: Positions,
    private readonly batch: number,
  ) {
    this.merge = new CausalMerge(positions);
  }

  /** Up to a batch of events; none when the logs hold nothing more that is ready. */
  async next(): Promise<readonly Delivery[]> {
    await Promise.all(
      [...this.readers].map(async ([source, reader]) => {
        if (this.merge.waiting(source) >= this.batch) return;
        const after = this.merge.offeredUpTo(source);
        const events = await reader.read(after, this.batch);
        events.forEach(({ position }, index) => {
          if (position !== after + index + 1)
            throw new ConsumerHalt(`the log of ${source} has a hole: ${String(position)} came after ${String(after + index)}`);
        });
        this.merge.offer(
          source,
          events.map((event) => toDelivery(source, event)),
        );
      }),
    );
    return this.merge.take(this.batch);
  }

  /** Begins again after the given positions. */
  rewind(positions: Positions): void {
    this.merge = new CausalMerge(positions);
  }
}

/** @throws ConsumerHalt when a log is shorter than what was read of it: it was restored, and its positions would be used twice (DESIGN §4). */
export async function checkHeads(readers: ReadonlyMap<ServiceName, LogReader>, positions: Positions): Promise<void> {
  for (const [source, reader] of readers) {
    const head = await reader.head();
    const position = positions.get(source) ?? 0;
    if (position > head)
      throw new ConsumerHalt(
        `position ${String(position)} of ${source} was read before, but its log ends at ${String(head)}: it was restored from an older backup. ` +
          `Stop the system, run "npm run recover -- ${source}", and start again (docs/runbooks/backup-and-restore.md).`,
      );
  }
}
