import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@huying/contracts';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { onlyOneMember } from './only-one-member.js';
import { readMessage } from './message.js';
import type { TopicLog } from './topic-log.js';

export interface TopicConsumerOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** By topic. */
  readonly logs: ReadonlyMap<string, { readonly source: ServiceName; readonly log: TopicLog }>;
  /** A message that is no event of the topic's log: told once for each partition. */
  readonly onForeign: (place: string) => void;
  readonly sessionTimeoutMs: number;
  readonly commitMs: number;
}

const restartMs = 500;
const goodbyeMs = 3_000;

/**
 * Reads topics into their {@link TopicLog}s and keeps doing so: whatever ends kafkajs's own consumer, another one is begun. It decides
 * nothing: offsets are committed only as advice for the next start, behind what is settled.
 */
export class TopicConsumer {
  private consumer: Consumer | undefined;
  private running: Promise<void> | undefined;
  private stopping = new AbortController();
  private away: string | undefined = 'not connected yet';
  private lost = false;
  /** Whether this instance reads, or stands by while another one does. */
  private reads = false;
  private readonly foreign = new Set<string>();
  private readonly committed = new Map<string, bigint>();

  constructor(private readonly options: TopicConsumerOptions) {}

  /** Why the topics cannot be read now; undefined when they can. */
  trouble(): string | undefined {
    return this.away;
  }

  /** Whether the topics could be read, or should have been by now, and cannot. */
  isLost(): boolean {
    return this.lost;
  }

  start(): void {
    this.stopping = new AbortController();
    this.running = this.keepReading(this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    // Towards a broker that is away, kafkajs takes its time to give up.
    await Promise.race([this.running, pause(goodbyeMs, undefined, { ref: false })]);
  }

  rest(topic: string, partition: number, resting: boolean): void {
    const places = [{ topic, partitions: [partition] }];
    try {
      if (resting) this.consumer?.pause(places);
      else this.consumer?.resume(places);
    } catch {
      // It has just ended: the next one begins with no partition at rest.
    }
  }

  private async keepReading(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const consumer = this.open();
      const crashed = new Promise<string>((resolve) => consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error.name)));
      try {
        await consumer.connect();
        await consumer.subscribe({ topics: [...this.options.logs.keys()], fromBeginning: true });
        this.consumer = consumer;
        await consumer.run({ autoCommit: false, eachBatch: (payload) => this.take(payload) });
        this.away = await this.committing(crashed, stop);
      } catch (fault) {
        this.away = fault instanceof Error ? fault.name : 'unknown';
      }
      this.consumer = undefined;
      this.lost = !stop.aborted;
      await Promise.race([consumer.disconnect().catch(() => undefined), pause(goodbyeMs, undefined, { ref: false })]);
      await pause(restartMs, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  private open(): Consumer {
    for (const { log } of this.options.logs.values()) log.reopened();
    const { kafka, group, sessionTimeoutMs } = this.options;
    const consumer = kafka.consumer({
      groupId: group,
      partitionAssigners: [onlyOneMember(Date.now())],
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.floor(sessionTimeoutMs / 5),
      // A broker answers as soon as it has a byte; this is only how long it may wait for one, and so how long an orderly stop takes.
      minBytes: 1,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: 262_144,
      maxBytes: 4_194_304,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.away = undefined;
      this.lost = false;
      this.reads = Object.keys(payload.memberAssignment).length > 0;
      this.committed.clear();
    });
    return consumer;
  }

  /** Commits offsets now and then until the consumer ends; answers why it did. */
  private async committing(crashed: Promise<string>, stop: AbortSignal): Promise<string> {
    for (;;) {
      const turn = pause(this.options.commitMs, undefined, { signal: stop, ref: false }).catch(() => 'stopped');
      const why = await Promise.race([crashed, turn]);
      if (why !== undefined && why !== 'stopped') return why;
      await this.commit();
      if (why === 'stopped') return why;
    }
  }

  private async commit(): Promise<void> {
    if (!this.reads) return;
    const offsets = [...this.options.logs].flatMap(([topic, { log }]) =>
      [...log.safeOffsets()].flatMap(([partition, offset]) =>
        this.committed.get(`${topic}/${String(partition)}`) === offset ? [] : [{ topic, partition, offset: String(offset) }],
      ),
    );
    if (offsets.length === 0) return;
    // Only advice: a commit that fails (a rebalance, a broker that is away) costs the next start some messages that it knows.
    const done = await Promise.race([
      this.consumer?.commitOffsets(offsets).then(
        () => true,
        () => false,
      ),
      pause(goodbyeMs, false, { ref: false }),
    ]);
    if (done === true)
      for (const { topic, partition, offset } of offsets) this.committed.set(`${topic}/${String(partition)}`, BigInt(offset));
  }

  private take({ batch: { topic, partition, messages } }: EachBatchPayload): Promise<void> {
    const place = this.options.logs.get(topic);
    if (place === undefined) return Promise.resolve();
    for (const message of messages) {
      const received = readMessage(place.source, message);
      if (received === undefined) this.tellForeign(`${topic}/${String(partition)} at ${message.offset}`, `${topic}/${String(partition)}`);
      place.log.receive(partition, BigInt(message.offset), received);
    }
    place.log.received(partition);
    return Promise.resolve();
  }

  private tellForeign(message: string, partition: string): void {
    if (this.foreign.has(partition)) return;
    this.foreign.add(partition);
    this.options.onForeign(message);
  }
}
