import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@huying/contracts';
import { ConfigurationFault } from '@huying/platform';
import type { Admin, Kafka } from 'kafkajs';
import { ConfigResourceTypes, KafkaJSProtocolError } from './kafkajs.js';
import { refusedConnection } from './refused-connection.js';

/** What every topic of a deployment is made with, and held to at every start. */
export interface TopicSettings {
  /** Before every topic's and group's name, so that deployments can share brokers. */
  readonly prefix: string;
  /** Fixed for ever: with another number every key would move, and the order of its events be lost. */
  readonly partitions: number;
  readonly replicas: number;
  readonly minInSyncReplicas: number;
  /** How long events stay in the topic; consumers that come later read the log itself. */
  readonly retentionMs: number;
  readonly messageBytesMax: number;
}

export const defaultTopicSettings: TopicSettings = {
  prefix: 'huying',
  partitions: 12,
  replicas: 1,
  minInSyncReplicas: 1,
  retentionMs: 7 * 24 * 3_600_000,
  messageBytesMax: 1_048_588,
};

export const topicOf = (prefix: string, source: ServiceName): string => `${prefix}.${source}.events.v1`;

/**
 * Makes the sources' topics where they are missing, and looks whether they are as they must be.
 *
 * @param patienceMs how long to wait for brokers that do not answer
 * @throws ConfigurationFault naming every topic that is otherwise, or the brokers that did not answer, or that refused us
 */
export async function ensureTopics(
  kafka: Kafka,
  brokers: readonly string[],
  sources: readonly ServiceName[],
  settings: TopicSettings,
  patienceMs: number,
): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const admin = kafka.admin();
    try {
      await admin.connect();
      await ensure(admin, sources, settings);
      return;
    } catch (fault) {
      if (fault instanceof ConfigurationFault) throw fault;
      const refused = refusedConnection(brokers, fault);
      if (refused !== undefined) throw refused;
      if (Date.now() > until) throw noAnswer(brokers, fault);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
    await pause(250);
  }
}

async function ensure(admin: Admin, sources: readonly ServiceName[], settings: TopicSettings): Promise<void> {
  const topics = sources.map((source) => topicOf(settings.prefix, source));
  const present = new Set(await admin.listTopics());
  for (const topic of topics) if (!present.has(topic)) await create(admin, topic, settings);
  const faults = await faultsOf(admin, topics, settings);
  if (faults.length > 0) throw new ConfigurationFault(faults);
}

async function create(admin: Admin, topic: string, settings: TopicSettings): Promise<void> {
  const configEntries = Object.entries(requiredSettings(settings)).map(([name, value]) => ({ name, value }));
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic, numPartitions: settings.partitions, replicationFactor: settings.replicas, configEntries }],
    });
  } catch (fault) {
    // Services start together, and another one may have been first.
    if (!(fault instanceof KafkaJSProtocolError && fault.type === 'TOPIC_ALREADY_EXISTS') && !(await admin.listTopics()).includes(topic))
      throw fault;
  }
}

const requiredSettings = ({ minInSyncReplicas, retentionMs, messageBytesMax }: TopicSettings): Readonly<Record<string, string>> => ({
  'cleanup.policy': 'delete',
  'retention.ms': String(retentionMs),
  'min.insync.replicas': String(minInSyncReplicas),
  'max.message.bytes': String(messageBytesMax),
  'compression.type': 'producer',
});

async function faultsOf(admin: Admin, topics: readonly string[], settings: TopicSettings): Promise<readonly string[]> {
  const { topics: metadata } = await admin.fetchTopicMetadata({ topics: [...topics] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  return topics.flatMap((topic) => {
    const partitions = metadata.find(({ name }) => name === topic)?.partitions ?? [];
    const entries = resources.find(({ resourceName }) => resourceName === topic)?.configEntries ?? [];
    const valueOf = (name: string): string => entries.find(({ configName }) => configName === name)?.configValue ?? '';
    return [
      ...partitionFaults(topic, partitions.length, settings),
      ...policyFaults(topic, valueOf('cleanup.policy')),
      ...atLeast(topic, 'max.message.bytes', Number(valueOf('max.message.bytes')), settings.messageBytesMax),
      ...atLeast(topic, 'min.insync.replicas', Number(valueOf('min.insync.replicas')), settings.minInSyncReplicas),
    ];
  });
}

function partitionFaults(topic: string, found: number, { partitions }: TopicSettings): readonly string[] {
  if (found === partitions) return [];
  return [
    `${topic}: has ${String(found)} partitions where ${String(partitions)} are needed; their number is fixed for ever, because the order of a case's events hangs on it. ` +
      `Delete the topic (the logs keep everything, and it is filled again), or use another HUYING_KAFKA_PREFIX / ` +
      `主题 ${topic} 有 ${String(found)} 个分区，应为 ${String(partitions)} 个。分区数不可更改，否则同一诉求的事件将失去顺序。请删除该主题（日志保有全部事件，将重新写入），或更换 HUYING_KAFKA_PREFIX`,
  ];
}

function policyFaults(topic: string, policy: string): readonly string[] {
  if (policy === 'delete') return [];
  return [
    `${topic}: its cleanup.policy is ${policy}; a compacted topic loses the earlier events of a case. Set cleanup.policy=delete / ` +
      `主题 ${topic} 的 cleanup.policy 为 ${policy}；压缩会丢失同一诉求较早的事件。请设为 delete`,
  ];
}

function atLeast(topic: string, name: string, found: number, wanted: number): readonly string[] {
  if (found >= wanted) return [];
  return [
    `${topic}: its ${name} is ${String(found)}, at least ${String(wanted)} is needed. Change the topic's setting / ` +
      `主题 ${topic} 的 ${name} 为 ${String(found)}，至少应为 ${String(wanted)}。请修改主题设置`,
  ];
}

function noAnswer(brokers: readonly string[], cause: unknown): ConfigurationFault {
  const fault = new ConfigurationFault([
    `HUYING_KAFKA_BROKERS: no broker answers at ${brokers.join(', ')}. Start Kafka, or mend the addresses, HUYING_KAFKA_TLS or the sign-in settings / ` +
      `${brokers.join(', ')} 上没有 Kafka 应答。请启动 Kafka，或更正地址、HUYING_KAFKA_TLS 或登录设置`,
  ]);
  fault.cause = cause;
  return fault;
}
