import type { ServiceName } from '@huying/contracts';
import type { LogReader, RecordedEvent } from '@huying/event-store';
import type { ReceivedEvent } from './message.js';

export interface TopicLogOptions {
  readonly source: ServiceName;
  /** The log itself, which heals what the topic does not bring. */
  readonly log: LogReader;
  /** How long the log may be ahead of what the topic brings before it is read instead. */
  readonly healAfterMs: number;
  /** Of one partition, events waiting for their turn; above it the partition rests, below half of it it goes on. */
  readonly waitingMax: number;
  readonly onHealing: (reason: string) => void;
  /** Whether no message can come now, because the brokers are away: then the log is read at once. */
  readonly away: () => boolean;
  /** Pauses or resumes one partition of the topic. */
  readonly rest: (partition: number, resting: boolean) => void;
}

interface Waiting extends ReceivedEvent {
  readonly offset: bigint;
}

interface Partition {
  /** By position. */
  readonly waiting: Waiting[];
  /** Of the message after the last one received. */
  nextOffset: bigint;
  resting: boolean;
}

/**
 * One service's log as its topic brings it: partitions put back into the order of the log. What is missing, because the topic has a hole,
 * lost its end, or is not there, is read from the log itself, so a consumer that reads this reads what it would read from the log.
 */
export class TopicLog implements LogReader {
  private readonly events = new Map<number, RecordedEvent>();
  private readonly partitions = new Map<number, Partition>();
  private readonly listeners = new Set<() => void>();
  private settled = 0;
  private waking = false;
  /** Read the log up to here, whatever the topic brings. */
  private healUpTo = 0;
  private watch = { after: -1, head: 0, at: 0 };
  /** The brokers were away when the log was last read in their place; told once for each time. */
  private standingIn = false;

  constructor(private readonly options: TopicLogOptions) {}

  async read(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const brought = this.broughtAfter(after, limit);
    if (brought.length > 0) return brought;
    if (after >= this.healUpTo) await this.lookForTrouble(after);
    return after < this.healUpTo ? this.options.log.read(after, Math.min(limit, this.healUpTo - after)) : [];
  }

  head(): Promise<number> {
    return this.options.log.head();
  }

  onGrowth(listener: () => void): Promise<() => Promise<void>> {
    this.listeners.add(listener);
    return Promise.resolve(() => {
      this.listeners.delete(listener);
      return Promise.resolve();
    });
  }

  /** The log is its opener's to close. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Takes a message in, in whatever order and however often it comes. `received` is undefined for one that is no event of this log. */
  receive(partition: number, offset: bigint, received: ReceivedEvent | undefined): void {
    const place = this.partition(partition);
    if (offset >= place.nextOffset) place.nextOffset = offset + 1n;
    if (received === undefined) return;
    const { position } = received.event;
    if (position <= this.settled || this.events.has(position)) return;
    this.events.set(position, received.event);
    const last = place.waiting.at(-1);
    place.waiting.push({ ...received, offset });
    if (last !== undefined && last.event.position > position) place.waiting.sort((a, b) => a.event.position - b.event.position);
  }

  /** To be called after a partition's messages: wakes the reader, and lets a partition rest that is too far ahead. */
  received(partition: number): void {
    const place = this.partition(partition);
    if (!place.resting && place.waiting.length > this.options.waitingMax) this.setResting(partition, place, true);
    this.wakeSoon();
  }

  /** Everything up to `position` is settled: nobody will read it again. */
  settledUpTo(position: number): void {
    if (position <= this.settled) return;
    this.settled = position;
    for (const [partition, place] of this.partitions) {
      const { waiting } = place;
      let passed = 0;
      for (let next = waiting[0]; next !== undefined && next.event.position <= position; next = waiting[passed]) {
        this.events.delete(next.event.position);
        passed += 1;
      }
      if (passed > 0) waiting.splice(0, passed);
      if (place.resting && waiting.length <= this.options.waitingMax / 2) this.setResting(partition, place, false);
    }
  }

  /** Where each partition could be read from again without losing anything: the first message that is not settled. */
  safeOffsets(): ReadonlyMap<number, bigint> {
    return new Map([...this.partitions].map(([partition, { waiting, nextOffset }]) => [partition, earliest(waiting) ?? nextOffset]));
  }

  /** The topic is read anew: its partitions come without rest, and from where the group stands. */
  reopened(): void {
    for (const place of this.partitions.values()) place.resting = false;
  }

  private broughtAfter(after: number, limit: number): readonly RecordedEvent[] {
    const brought: RecordedEvent[] = [];
    for (let next = this.events.get(after + 1); next !== undefined && brought.length < limit; next = this.events.get(next.position + 1))
      brought.push(next);
    return brought;
  }

  private async lookForTrouble(after: number): Promise<void> {
    if (this.options.away()) {
      await this.standIn(after);
      return;
    }
    this.standingIn = false;
    const hole = this.holeAfter(after);
    if (hole !== undefined) {
      this.heal(after, hole, 'its topic has a hole');
      return;
    }
    const now = performance.now();
    if (this.watch.after !== after) this.watch = { after, head: after, at: now };
    if (now - this.watch.at < this.options.healAfterMs / 2) return;
    const head = await this.options.log.head();
    // What was in the log half the time ago already, and has not come since, will not come soon.
    if (this.watch.head > after) this.heal(after, head, 'its topic does not bring it');
    this.watch = { after, head, at: now };
  }

  private async standIn(after: number): Promise<void> {
    this.healUpTo = await this.options.log.head();
    if (this.standingIn || this.healUpTo <= after) return;
    this.standingIn = true;
    this.tellHealing(after, this.healUpTo, 'its topic cannot be read');
  }

  /** A waiting event names the one before it in its partition; where that one is neither settled nor waiting, the topic lacks it. */
  private holeAfter(after: number): number | undefined {
    let hole: number | undefined;
    for (const { waiting } of this.partitions.values()) {
      const previous = waiting.find(({ event }) => event.position > after)?.previousPosition ?? 0;
      if (previous > after && !this.events.has(previous)) hole = Math.max(hole ?? 0, previous);
    }
    return hole;
  }

  private heal(after: number, upTo: number, why: string): void {
    this.healUpTo = upTo;
    this.tellHealing(after, upTo, why);
  }

  private tellHealing(after: number, upTo: number, why: string): void {
    this.options.onHealing(`${this.options.source}: ${String(after + 1)} to ${String(upTo)} is read from the log, ${why}`);
  }

  /**
   * A fetch brings the messages of several partitions, one partition after the other without a pause. Whoever read after the first would
   * find the few events up to the first that another partition holds, and settle them alone.
   */
  private wakeSoon(): void {
    if (this.waking) return;
    this.waking = true;
    setImmediate(() => {
      this.waking = false;
      for (const listener of this.listeners) listener();
    });
  }

  private setResting(partition: number, place: Partition, resting: boolean): void {
    place.resting = resting;
    this.options.rest(partition, resting);
  }

  private partition(partition: number): Partition {
    let place = this.partitions.get(partition);
    if (place === undefined) {
      place = { waiting: [], nextOffset: 0n, resting: false };
      this.partitions.set(partition, place);
    }
    return place;
  }
}

function earliest(waiting: readonly Waiting[]): bigint | undefined {
  let first: bigint | undefined;
  for (const { offset } of waiting) if (first === undefined || offset < first) first = offset;
  return first;
}
