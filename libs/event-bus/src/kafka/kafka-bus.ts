import { randomUUID } from 'node:crypto';
import { eventTypes, type EventType, type ServiceName } from '@huying/contracts';
import type { LogReader } from '@huying/event-store';
import type { Tracer } from '@opentelemetry/api';
import type { Kafka } from 'kafkajs';
import pg from 'pg';
import { LogConsumption } from '../consumption/log-consumption.js';
import type { BusNotice, BusPart, EventBus, Publication, Subscription } from '../event-bus.js';
import { readersOf } from '../postgres/postgres-bus.js';
import { connectKafka, type KafkaConnection } from './connection.js';
import { Relay } from './relay.js';
import { TopicConsumer } from './topic-consumer.js';
import { TopicLog } from './topic-log.js';
import { defaultTopicSettings, ensureTopics, topicOf, type TopicSettings } from './topics.js';

export interface KafkaBusOptions {
  readonly connection: KafkaConnection;
  readonly topics?: Partial<TopicSettings>;
  /** The logs that consumers may read: they heal what a topic does not bring. The caller closes them, after the bus. */
  readonly readers: Partial<Record<ServiceName, LogReader>>;
  /** URL of the service's own database, as its application role. As for the PostgreSQL adapter, the bus keeps a pool of its own. */
  readonly database: string;
  readonly connectionsMax?: number;
  readonly onNotice?: (notice: BusNotice) => void;
  /** Makes each delivery of a traced request a span. */
  readonly tracer?: Tracer;
  /** Events in one transaction of a consumer, at most. */
  readonly batch?: number;
  readonly gatherMs?: number;
  readonly pauseMs?: number;
  readonly pauseMaxMs?: number;
  /** How long a log may be ahead of what its topic brings before consumers read it instead; 1 s. */
  readonly healAfterMs?: number;
  /** After this long without a sign of life, another instance takes over: of a consumer, and of the relay. */
  readonly sessionTimeoutMs?: number;
  readonly leaseMs?: number;
  /** How long a start waits for brokers that do not answer; 60 s. */
  readonly patienceMs?: number;
  /** Events and bytes in one send of the relay, at most. */
  readonly sendBatch?: number;
  readonly sendBytesMax?: number;
  /** The least time from one send of the relay to the next while there is no backlog; 75 ms. */
  readonly sendGatherMs?: number;
  readonly types?: ReadonlyMap<string, EventType>;
}

/**
 * The bus over Apache Kafka (DESIGN §5, ADR 0011): each service's elected relay carries its log to a topic, and consumers follow the
 * topics, put back into the order of the logs. Checkpoints and effects live in the consumer's database, as with the PostgreSQL adapter;
 * Kafka's offsets are advice. Whatever a topic lacks is read from the log.
 */
export function createKafkaBus(options: KafkaBusOptions): EventBus {
  return new KafkaBus(options);
}

/** A message's value is 16 KiB at most; a send of this size fits into every broker's default of 1 MiB with room to spare. */
const defaultSendBytesMax = 524_288;

class KafkaBus implements EventBus {
  private readonly kafka: Kafka;
  private readonly database: pg.Pool;
  private readonly settings: TopicSettings;
  private readonly consumers = new Map<LogConsumption, TopicConsumer>();
  private readonly relays = new Set<Relay>();
  private readonly notify: (notice: BusNotice) => void;

  constructor(private readonly options: KafkaBusOptions) {
    this.kafka = connectKafka(options.connection);
    this.settings = { ...defaultTopicSettings, ...options.topics };
    this.notify = options.onNotice ?? (() => undefined);
    this.database = new pg.Pool({
      connectionString: options.database,
      max: options.connectionsMax ?? 3,
      application_name: 'huying event bus',
      statement_timeout: 30_000,
    });
    this.database.on('error', () => undefined); // An idle connection that dies is replaced at the next use.
  }

  async subscribe(subscription: Subscription): Promise<LogConsumption> {
    const { consumer } = subscription;
    if ([...this.consumers.keys()].some((each) => each.consumer === consumer)) throw new Error(`${consumer} is subscribed already`);
    const logs = readersOf(subscription, this.options.readers);
    await this.ensureTopics(subscription.sources);
    const { consumption, topics } = this.consumption(subscription, logs);
    this.consumers.set(consumption, topics);
    try {
      await consumption.start();
    } catch (error) {
      this.consumers.delete(consumption);
      throw error;
    }
    return consumption;
  }

  async publish(source: ServiceName, log: LogReader): Promise<Publication> {
    if ([...this.relays].some((relay) => relay.source === source)) throw new Error(`the log of ${source} is published already`);
    await this.ensureTopics([source]);
    const { leaseMs, pauseMs, pauseMaxMs, sendBatch, sendBytesMax, sendGatherMs } = this.options;
    const relay = new Relay({
      kafka: this.kafka,
      topic: topicOf(this.settings.prefix, source),
      source,
      log,
      database: this.database,
      partitions: this.settings.partitions,
      holder: randomUUID(),
      notify: this.notify,
      batch: sendBatch ?? 500,
      batchBytesMax: sendBytesMax ?? defaultSendBytesMax,
      gatherMs: sendGatherMs ?? 75,
      leaseMs: leaseMs ?? 4_000,
      pollMs: 1_000,
      pauseMs: pauseMs ?? 100,
      pauseMaxMs: pauseMaxMs ?? 10_000,
    });
    this.relays.add(relay);
    relay.start();
    return relay;
  }

  /** `broker`: whether consumers can read their topics. `relay`: whether the service's own log reaches its topic, and how far behind. */
  get parts(): readonly BusPart[] {
    return [
      { name: 'broker', fault: () => Promise.resolve(this.brokerFault()) },
      ...[...this.relays].map((relay) => ({ name: 'relay', fault: () => Promise.resolve(relay.fault()), lag: () => relay.lag() })),
    ];
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumers.keys(), ...this.relays].map((each) => each.stop()));
    await this.database.end();
  }

  private brokerFault(): string | undefined {
    const troubled = [...this.consumers].find(([, topics]) => topics.trouble() !== undefined);
    if (troubled === undefined) return undefined;
    const [{ consumer }, topics] = troubled;
    return `away: ${consumer} cannot read its topics and reads the logs instead (${topics.trouble() ?? ''})`;
  }

  private ensureTopics(sources: readonly ServiceName[]): Promise<void> {
    const { connection, patienceMs } = this.options;
    return ensureTopics(this.kafka, connection.brokers, sources, this.settings, patienceMs ?? 60_000);
  }

  private consumption(
    subscription: Subscription,
    logs: ReadonlyMap<ServiceName, LogReader>,
  ): { readonly consumption: LogConsumption; readonly topics: TopicConsumer } {
    const { batch, gatherMs, pauseMs, pauseMaxMs, types, tracer, sessionTimeoutMs } = this.options;
    const { consumer } = subscription;
    const healAfterMs = this.options.healAfterMs ?? 1_000;
    const topicLogs = new Map<ServiceName, TopicLog>();
    const byTopic = new Map<string, { readonly source: ServiceName; readonly log: TopicLog }>();
    for (const [source, log] of logs) {
      const topic = topicOf(this.settings.prefix, source);
      const topicLog = new TopicLog({
        source,
        log,
        healAfterMs,
        waitingMax: 1_000,
        onHealing: (reason) => this.notify({ kind: 'healed', consumer, reason }),
        rest: (partition, resting) => topics.rest(topic, partition, resting),
        away: () => topics.isLost(),
      });
      topicLogs.set(source, topicLog);
      byTopic.set(topic, { source, log: topicLog });
    }
    const topics = new TopicConsumer({
      kafka: this.kafka,
      group: `${this.settings.prefix}.${consumer}`,
      logs: byTopic,
      onForeign: (place) => this.notify({ kind: 'foreign', consumer, reason: `a message that is no event of ours: ${place}` }),
      sessionTimeoutMs: sessionTimeoutMs ?? 6_000,
      commitMs: 2_000,
    });
    const consumption = new LogConsumption({
      database: this.database,
      subscription,
      logs,
      readers: topicLogs,
      transport: {
        start: () => topics.start(),
        stop: () => topics.stop(),
        settled: (positions) => {
          for (const [source, log] of topicLogs) log.settledUpTo(positions.get(source) ?? 0);
        },
      },
      types: types ?? eventTypes,
      ...(tracer === undefined ? {} : { tracer }),
      notify: this.notify,
      batch: batch ?? 200,
      pollMs: Math.max(10, Math.min(1_000, healAfterMs / 2)),
      gatherMs: gatherMs ?? 50,
      pauseMs: pauseMs ?? 100,
      pauseMaxMs: pauseMaxMs ?? 10_000,
    });
    return { consumption, topics };
  }
}
