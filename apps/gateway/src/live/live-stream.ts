import { Readable } from 'node:stream';
import type { ServiceName } from '@huying/contracts';
import { formatSeen, type Seen } from '@huying/platform-nest';
import { frames } from './frames.js';
import type { LiveEvent } from './live-event.js';
import type { LiveFeed } from './live-feed.js';

/** Bytes that wait in this process for one client, about; more events wait in the shared feed, at no cost. */
const bufferBytes = 16 * 1024;
/** A client that takes nothing for so long is gone, whatever its connection says. */
const stalledMs = 60_000;

export interface LiveStreamOptions {
  readonly feed: LiveFeed;
  /** Where to begin; undefined = at the end. */
  readonly after: Seen | undefined;
  /** What has gone before `after` cannot be told any more: the client is to load everything anew. */
  readonly reset: boolean;
  /** Who may hear what, as it is now; asked again whenever there is news. */
  readonly hears: () => Promise<(event: LiveEvent) => boolean>;
  readonly wanted: (event: LiveEvent) => boolean;
}

/**
 * What one client is told, as `text/event-stream`. It takes from the feed as fast as the client reads. A client so slow that the feed
 * has dropped what it would read next is cut off, and is told `reset` when it comes back.
 */
export class LiveStream extends Readable {
  private readonly cursor: Map<ServiceName, number>;
  private readonly deaf: () => void;
  private hungry = false;
  private pumping = false;
  private fullSince: number | undefined;

  constructor(private readonly options: LiveStreamOptions) {
    super({ highWaterMark: bufferBytes });
    const { feed, after, reset } = options;
    this.cursor = new Map(reset ? feed.positions() : [...feed.positions(), ...(after ?? [])]);
    this.deaf = feed.onGrowth(() => this.onNews());
    this.tell(frames.opening(this.id));
    if (reset) this.tell(frames.notice(this.id, 'reset', 'LIVE_GAP', resetNotice));
  }

  private get id(): string {
    return formatSeen(this.cursor);
  }

  override _read(): void {
    this.hungry = true;
    this.fullSince = undefined;
    void this.pump();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.deaf();
    callback(error);
  }

  /** To be called every few seconds. */
  keepAlive(): void {
    if (this.hungry) this.tell(frames.keepAlive(this.id));
    else if (this.fullSince !== undefined && performance.now() - this.fullSince > stalledMs) this.destroy();
  }

  /** His token is no longer good: says so and ends. */
  expire(): void {
    this.finish(frames.notice(this.id, 'expired', 'TOKEN_INVALID', expiredNotice));
  }

  /** Ends at once; the client comes back elsewhere, or later. */
  finish(last?: string): void {
    if (this.destroyed || this.readableEnded) return;
    this.deaf();
    const reads = this.hungry;
    this.hungry = false;
    if (last !== undefined) this.push(last);
    this.push(null);
    if (!reads) this.destroy();
  }

  private onNews(): void {
    if (this.hungry) void this.pump();
    else if (this.options.feed.next(this.cursor) === 'gone') this.destroy();
  }

  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    try {
      if (this.options.feed.next(this.cursor) !== 'nothing') this.tellNews(await this.options.hears());
    } catch {
      // Who may hear what cannot be told now: he hears nothing, and comes back from where he stands.
      this.destroy();
    } finally {
      this.pumping = false;
    }
  }

  private tellNews(hears: (event: LiveEvent) => boolean): void {
    while (this.hungry) {
      const next = this.options.feed.next(this.cursor);
      if (next === 'nothing') return;
      if (next === 'gone') {
        this.destroy();
        return;
      }
      const { source, position } = next.event.data;
      this.cursor.set(source, position);
      if (this.options.wanted(next.event) && hears(next.event)) this.tell(frames.event(this.id, next.event));
    }
  }

  private tell(frame: string): void {
    this.hungry = this.push(frame);
    if (!this.hungry) this.fullSince ??= performance.now();
  }
}

const resetNotice = {
  zh: '中间的变化已无法逐条补发，请重新加载数据；本连接从现在起继续推送',
  en: 'What happened in between can no longer be told one by one: load your data anew; this stream goes on from now',
};
const expiredNotice = { zh: '登录凭证已过期，请重新登录后再连接', en: 'The token has expired: sign in again, then connect' };
