import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@huying/contracts';
import type { Admin, KafkaMessage, Message, Kafka as KafkaClient } from 'kafkajs';
import { Kafka, logLevel } from './kafkajs.js';
import { topicOf } from './topics.js';

export interface TopicMessage {
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** A prefix of its own for one spec, and what an independent client does to and sees of its topics. */
export class TopicsForTests {
  readonly prefix = `spec-${randomUUID()}`;
  readonly kafka: KafkaClient;

  constructor(readonly brokers: string) {
    this.kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING });
  }

  async asAdmin<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    const admin = this.kafka.admin();
    await admin.connect();
    return work(admin).finally(() => admin.disconnect());
  }

  /** Sends messages as they are given, one after the other. */
  async send(source: ServiceName, messages: readonly Message[]): Promise<void> {
    const producer = this.kafka.producer({
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await producer.connect();
    for (const message of messages) await producer.send({ topic: topicOf(this.prefix, source), messages: [message] });
    await producer.disconnect();
  }

  /** Everything in a source's topic now, each partition in its order. */
  async read(source: ServiceName): Promise<readonly TopicMessage[]> {
    const topic = topicOf(this.prefix, source);
    const offsets = await this.asAdmin((admin) => admin.fetchTopicOffsets(topic));
    const missing = new Map(offsets.map(({ partition, low, high }) => [partition, Number(high) - Number(low)]));
    const read: TopicMessage[] = [];
    const consumer = this.kafka.consumer({ groupId: `${this.prefix}-reader-${randomUUID()}`, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if ([...missing.values()].every((count) => count <= 0)) resolve();
      };
      look();
      consumer
        .run({
          autoCommit: false,
          eachMessage: ({ partition, message }) => {
            read.push({ partition, message });
            missing.set(partition, (missing.get(partition) ?? 0) - 1);
            look();
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
    await consumer.disconnect();
    return read.sort((a, b) => a.partition - b.partition || Number(a.message.offset) - Number(b.message.offset));
  }
}

export const header = ({ message }: TopicMessage, name: string): string => {
  const value = message.headers?.[name];
  return value === undefined || Array.isArray(value) ? '' : value.toString();
};
