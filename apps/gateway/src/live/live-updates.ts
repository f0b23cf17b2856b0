import type { ServiceName } from '@huying/contracts';
import type { Logger } from '@huying/platform';
import type { ReadingSide } from '@huying/platform-nest';
import { audiencesFrom } from './audiences.js';
import { LiveFeed } from './live-feed.js';
import { OpenStreams, type StreamLimits } from './open-streams.js';

/** The consumer whose tables say whom a case concerns. */
export const audienceConsumer = 'gateway-live';
/** Reporting's log repeats what others say, and audit's says what auditors ask: an inquiry must not warn the audited (DESIGN §8). */
export const followedLogs = ['intake', 'dispatch', 'volunteers'] as const satisfies readonly ServiceName[];
export const audienceSources = ['intake', 'dispatch'] as const satisfies readonly ServiceName[];

export interface LiveSettings extends StreamLimits {
  /** How many of the latest events of each log a client can come back to. */
  readonly kept: number;
}

/** Some 0.5 KB an event and three logs: 6 MB. */
export const eventsKept = 4_096;

/** Live updates of one gateway process: the shared feed and the streams that are open on it. */
export class LiveUpdates {
  readonly streams: OpenStreams;
  private current: LiveFeed | undefined;

  constructor(
    private readonly reading: ReadingSide,
    private readonly settings: LiveSettings,
    private readonly logger: Logger,
  ) {
    this.streams = new OpenStreams(settings);
  }

  /** The feed; undefined until it has caught up with the logs. */
  get feed(): LiveFeed | undefined {
    return this.current?.begun === true ? this.current : undefined;
  }

  /** Begins to follow the logs; the consumer must run. */
  begin(): void {
    const { dataSource, logReaders, consumptions } = this.reading;
    const named = consumptions.all().find(({ consumer }) => consumer === audienceConsumer);
    if (named === undefined) throw new Error(`${audienceConsumer} does not run`);
    const readers = new Map([...logReaders].filter(([source]) => (followedLogs as readonly ServiceName[]).includes(source)));
    this.current = new LiveFeed({
      readers,
      audiences: audiencesFrom(dataSource, named.consumption),
      kept: this.settings.kept,
      onFault: (source, err) => this.logger.warn({ err, source }, 'live updates wait for a log'),
    });
    this.current.start();
  }

  /** Ends every stream at once, and follows no more. */
  close(): void {
    this.streams.close();
    this.current?.stop();
  }
}
