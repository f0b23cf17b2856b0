import { join } from 'node:path';

export interface BrokerPlace {
  /** Everything of this broker lies below it. */
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
}

/** One node that is broker and controller at once, on loopback only, with no copies of anything: there is nobody to keep them. */
export function serverProperties({ folder, port, controllerPort }: BrokerPlace): string {
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${String(controllerPort)}`,
    listeners: `PLAINTEXT://127.0.0.1:${String(port)},CONTROLLER://127.0.0.1:${String(controllerPort)}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': dataFolder(folder),
    // A topic must be made with the right settings, never by the way.
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // A consumer that starts need not wait for others that might.
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.index.size.max.bytes': 1_048_576,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'controlled.shutdown.max.retries': 1,
  };
  return `${Object.entries(properties)
    .map(([name, value]) => `${name}=${escaped(String(value))}`)
    .join('\n')}\n`;
}

export const dataFolder = (folder: string): string => join(folder, 'data');

/** A backslash begins an escape in a properties file; a folder's name may hold one. */
const escaped = (value: string): string => value.replaceAll('\\', '\\\\');

/** What the broker prints: warnings, and the one line that says that it has started. */
export const logConfiguration = `status = warn
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %p %c{1} %m%n
rootLogger.level = warn
rootLogger.appenderRef.out.ref = out
logger.started.name = kafka.server.KafkaRaftServer
logger.started.level = info
`;
