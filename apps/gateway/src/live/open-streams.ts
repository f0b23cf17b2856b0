import { edgeProblem } from '@huying/platform-nest';
import type { LiveStream } from './live-stream.js';

/** How many streams may be open at once. */
export interface StreamLimits {
  readonly perPerson: number;
  readonly inAll: number;
}

/** Proxies close what is silent for 30 to 60 seconds. */
const keepAliveMs = 15_000;

/** The streams that are open in this process: bounded, kept alive, and all ended at once. */
export class OpenStreams {
  private readonly byPerson = new Map<string, Set<LiveStream>>();
  private count = 0;
  private closed = false;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly limits: StreamLimits) {
    this.timer = setInterval(() => {
      for (const stream of this.all()) stream.keepAlive();
    }, keepAliveMs);
    this.timer.unref();
  }

  /** Opens a stream for a person. @throws TOO_MANY_STREAMS, or SERVICE_UNAVAILABLE while closing */
  open(person: string, create: () => LiveStream): LiveStream {
    if (this.closed) throw edgeProblem('SERVICE_UNAVAILABLE');
    const own = this.byPerson.get(person) ?? new Set();
    if (own.size >= this.limits.perPerson || this.count >= this.limits.inAll) throw edgeProblem('TOO_MANY_STREAMS');
    const stream = create();
    own.add(stream);
    this.byPerson.set(person, own);
    this.count += 1;
    stream.once('close', () => {
      own.delete(stream);
      this.count -= 1;
      if (own.size === 0 && this.byPerson.get(person) === own) this.byPerson.delete(person);
    });
    return stream;
  }

  get size(): number {
    return this.count;
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    for (const stream of this.all()) stream.finish();
  }

  private all(): readonly LiveStream[] {
    return [...this.byPerson.values()].flatMap((streams) => [...streams]);
  }
}
