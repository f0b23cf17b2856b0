import type { ServiceName } from '@huying/contracts';
import { Bell } from '@huying/event-bus';
import type { LogReader, RecordedEvent } from '@huying/event-store';
import type { CaseAudience } from './case-audience.projection.js';
import { liveEventOf, type LiveEvent } from './live-event.js';

/** Whom events of a log concern, by case. Answers undefined while that is not known up to the last of them. */
export type Audiences = (source: ServiceName, events: readonly RecordedEvent[]) => Promise<ReadonlyMap<string, CaseAudience> | undefined>;

export interface FollowedLogOptions {
  readonly source: ServiceName;
  readonly reader: LogReader;
  readonly audiences: Audiences;
  /** How many of the latest events are kept for clients that come back. */
  readonly kept: number;
  readonly onGrowth: () => void;
  readonly onFault: (source: ServiceName, fault: unknown) => void;
}

const batch = 200;
const pollMs = 1_000;
/** The kept events are cut by so many at once. */
const cutMin = 256;

/** One log, tailed once for all clients: its latest events in memory, the end of it first. */
export class FollowedLog {
  private readonly bell = new Bell();
  private events: LiveEvent[] = [];
  private upTo = 0;
  private headAtBegin: number | undefined;
  private unlisten: (() => Promise<void>) | undefined;
  private stopping = false;

  constructor(private readonly options: FollowedLogOptions) {}

  /** True once the latest events that were there at the start are known. */
  get begun(): boolean {
    return this.headAtBegin !== undefined && this.upTo >= this.headAtBegin;
  }

  /** The last position that clients can be told of. */
  get position(): number {
    return this.upTo;
  }

  /** The position after which nothing is missing here. */
  get floor(): number {
    return this.upTo - this.events.length;
  }

  at(position: number): LiveEvent | undefined {
    return this.events[position - this.floor - 1];
  }

  head(): Promise<number> {
    return this.options.reader.head();
  }

  start(): void {
    void this.run();
  }

  stop(): void {
    this.stopping = true;
    this.bell.ring();
    void this.unlisten?.().catch(() => undefined);
  }

  private async run(): Promise<void> {
    while (!this.hasEnded()) {
      try {
        if (this.headAtBegin === undefined) await this.begin();
        if (!(await this.step())) await this.bell.wait(pollMs);
      } catch (fault) {
        if (this.hasEnded()) return;
        this.options.onFault(this.options.source, fault);
        await this.bell.wait(pollMs);
      }
    }
  }

  private hasEnded(): boolean {
    return this.stopping;
  }

  private async begin(): Promise<void> {
    const { reader, kept } = this.options;
    const head = await reader.head();
    this.upTo = Math.max(0, head - kept);
    this.headAtBegin = head;
  }

  /** Takes in one batch. Answers false when there was none, or when it must wait for news of whom it concerns. */
  private async step(): Promise<boolean> {
    const { source, reader, audiences, kept, onGrowth } = this.options;
    this.unlisten ??= await reader.onGrowth(() => this.bell.ring()).catch(() => undefined);
    const recorded = await reader.read(this.upTo, batch);
    if (recorded.length === 0) return false;
    const known = await audiences(source, recorded);
    if (known === undefined) return false;
    // All of them or none: an event that cannot be read must not leave a hole.
    const events = recorded.map((event) => liveEventOf(source, event, known.get(event.caseKey ?? '')));
    this.events.push(...events);
    this.upTo += events.length;
    if (this.events.length >= kept + cutMin) this.events = this.events.slice(-kept);
    onGrowth();
    return true;
  }
}
