import type { Tracer } from '@opentelemetry/api';
import type { ServiceName } from '@huying/contracts';
import { createKafkaBus, createPostgresBus, type BusNotice, type EventBus } from '@huying/event-bus';
import type { LogReader } from '@huying/event-store';
import { ConfigurationFault, type Logger } from '@huying/platform';
import type { ServiceConfig } from '../service/service-config.js';

/** A consumer holds one while it settles; over Kafka the relay and the election need one more. */
const connections = { postgres: 2, kafka: 3 };

/** What is no trouble, or mends itself. */
const good = new Set<BusNotice['kind']>(['resumed', 'released', 'healed']);

/** The mode is one explicit setting; nothing guesses (DESIGN §5). */
export function openBus(
  { bus, kafka, databaseUrl, name }: Pick<ServiceConfig, 'bus' | 'kafka' | 'databaseUrl' | 'name'>,
  logReaders: ReadonlyMap<ServiceName, LogReader>,
  logger: Logger,
  tracer?: Tracer,
): EventBus {
  const common = {
    readers: Object.fromEntries(logReaders),
    database: databaseUrl,
    connectionsMax: connections[bus],
    ...(tracer === undefined ? {} : { tracer }),
    onNotice: ({ kind, consumer, reason }: BusNotice) => {
      logger[good.has(kind) ? 'info' : 'warn']({ consumer, reason }, `consumer ${kind}`);
    },
  };
  if (bus === 'postgres') return createPostgresBus(common);
  if (kafka === undefined) throw new ConfigurationFault(['HUYING_KAFKA_BROKERS: is needed with HUYING_BUS=kafka / 必须设置']);
  return createKafkaBus({ ...common, topics: kafka.topics, connection: { clientId: `huying-${name}`, ...kafka.connection } });
}
