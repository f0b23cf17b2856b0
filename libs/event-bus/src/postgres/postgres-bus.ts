import type { Tracer } from '@opentelemetry/api';
import { eventTypes } from '@huying/contracts';
import type { EventType, ServiceName } from '@huying/contracts';
import type { LogReader } from '@huying/event-store';
import pg from 'pg';
import type { BusNotice, EventBus, Publication, Subscription } from '../event-bus.js';
import { LogConsumption } from '../consumption/log-consumption.js';

export interface PostgresBusOptions {
  /** The logs that consumers may read. The caller closes them, after the bus. */
  readonly readers: Partial<Record<ServiceName, LogReader>>;
  /**
   * URL of the service's own database, as its application role. The bus keeps a pool of its own: a consumer holds a connection while
   * its handler appends through the event store's, and two such in one pool could wait for each other for ever.
   */
  readonly database: string;
  readonly connectionsMax?: number;
  readonly onNotice?: (notice: BusNotice) => void;
  /** Makes each delivery of a traced request a span. */
  readonly tracer?: Tracer;
  readonly batch?: number;
  readonly pollMs?: number;
  readonly gatherMs?: number;
  readonly pauseMs?: number;
  readonly pauseMaxMs?: number;
  readonly types?: ReadonlyMap<string, EventType>;
}

/** The bus without a broker: consumers tail the logs themselves by position, woken by a hint when one grows (DESIGN §5). */
export function createPostgresBus(options: PostgresBusOptions): EventBus {
  const database = new pg.Pool({
    connectionString: options.database,
    max: options.connectionsMax ?? 2,
    application_name: 'huying event bus',
    statement_timeout: 30_000,
  });
  database.on('error', () => undefined); // An idle connection that dies is replaced at the next use.
  const consumptions = new Set<LogConsumption>();
  return {
    async subscribe(subscription) {
      if ([...consumptions].some(({ consumer }) => consumer === subscription.consumer))
        throw new Error(`${subscription.consumer} is subscribed already`);
      const logs = readersOf(subscription, options.readers);
      const consumption = new LogConsumption({
        database,
        subscription,
        logs,
        readers: logs,
        types: options.types ?? eventTypes,
        notify: options.onNotice ?? (() => undefined),
        ...(options.tracer === undefined ? {} : { tracer: options.tracer }),
        batch: options.batch ?? 200,
        pollMs: options.pollMs ?? 1000,
        gatherMs: options.gatherMs ?? 100,
        pauseMs: options.pauseMs ?? 100,
        pauseMaxMs: options.pauseMaxMs ?? 10_000,
      });
      consumptions.add(consumption);
      try {
        await consumption.start();
      } catch (error) {
        consumptions.delete(consumption);
        throw error;
      }
      return consumption;
    },
    publish: (source, log) => Promise.resolve(logAsItIs(source, log)),
    async close() {
      await Promise.all([...consumptions].map((consumption) => consumption.stop()));
      await database.end();
    },
  };
}

/** Consumers read the log itself: what is appended is published. */
const logAsItIs = (source: ServiceName, log: LogReader): Publication => ({
  source,
  status: () => ({ state: 'publishing' }),
  position: () => log.head(),
  republish: () => Promise.resolve({ kind: 'not-carried' }),
  stop: () => Promise.resolve(),
});

export function readersOf(
  { consumer, sources }: Subscription,
  readers: Partial<Record<ServiceName, LogReader>>,
): ReadonlyMap<ServiceName, LogReader> {
  return new Map(
    sources.map((source) => {
      const reader = readers[source];
      if (reader === undefined) throw new Error(`${consumer} subscribes to ${source}, but the bus has no reader of its log`);
      return [source, reader];
    }),
  );
}
