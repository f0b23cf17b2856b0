import type { ServiceName } from '@huying/contracts';
import type { LogReader } from '@huying/event-store';
import type { Seen } from '@huying/platform-nest';
import { FollowedLog, type Audiences } from './followed-log.js';
import type { LiveEvent } from './live-event.js';

export interface LiveFeedOptions {
  readonly readers: ReadonlyMap<ServiceName, LogReader>;
  readonly audiences: Audiences;
  /** How many of the latest events of each log are kept for clients that come back. */
  readonly kept: number;
  readonly onFault: (source: ServiceName, fault: unknown) => void;
}

/** What stands next for a reader at a vector of positions. */
export type Next = { readonly event: LiveEvent } | 'nothing' | 'gone';

/**
 * The latest events of all followed logs, shared by every client of this process. Clients read it at their own pace by position; nothing
 * is kept per client.
 */
export class LiveFeed {
  private readonly logs: ReadonlyMap<ServiceName, FollowedLog>;
  private readonly listeners = new Set<() => void>();

  constructor({ readers, audiences, kept, onFault }: LiveFeedOptions) {
    const onGrowth = (): void => {
      for (const listener of this.listeners) listener();
    };
    this.logs = new Map(
      [...readers].map(([source, reader]) => [source, new FollowedLog({ source, reader, audiences, kept, onGrowth, onFault })]),
    );
  }

  start(): void {
    for (const log of this.logs.values()) log.start();
  }

  stop(): void {
    for (const log of this.logs.values()) log.stop();
    this.listeners.clear();
  }

  get begun(): boolean {
    return [...this.logs.values()].every((log) => log.begun);
  }

  positions(): Seen {
    return new Map([...this.logs].map(([source, log]) => [source, log.position]));
  }

  /** Whether a reader may go on after `positions`: nothing between is gone from here, and none is beyond the end of its log. */
  async reaches(positions: Seen): Promise<boolean> {
    for (const [source, position] of positions) {
      const log = this.logs.get(source);
      if (log === undefined) continue;
      if (position < log.floor) return false;
      // A client may know of his own write a moment before the feed does.
      if (position > log.position && position > (await log.head())) return false;
    }
    return true;
  }

  /** The event that a reader at `cursor` is to see next: of several logs the one that was recorded first. */
  next(cursor: Seen): Next {
    let first: LiveEvent | undefined;
    for (const [source, log] of this.logs) {
      const after = cursor.get(source) ?? log.position;
      if (after < log.floor) return 'gone';
      const event = log.at(after + 1);
      if (event !== undefined && (first === undefined || event.recordedAt < first.recordedAt)) first = event;
    }
    return first === undefined ? 'nothing' : { event: first };
  }

  onGrowth(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
