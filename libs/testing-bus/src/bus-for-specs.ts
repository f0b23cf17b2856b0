import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@huying/contracts';
import { defaultTopicSettings, type KafkaConnection, type TopicSettings } from '@huying/event-bus';
import { brokerForTests } from '@huying/testing';
import { carryLogs } from './carried-logs.js';

/** The bus of this run: the same specs run on both (`npm run test:kafka`, or `HUYING_TEST_BUS=kafka` before vitest). */
export const busOfThisRun = (): 'postgres' | 'kafka' => (process.env['HUYING_TEST_BUS'] === 'kafka' ? 'kafka' : 'postgres');

/** What a service's configuration says of its bus. */
export type BusSettings =
  | { readonly bus: 'postgres' }
  | { readonly bus: 'kafka'; readonly kafka: { readonly connection: KafkaConnection; readonly topics: TopicSettings } };

export interface BusForSpecs {
  readonly settings: BusSettings;
  /** To be called once the services are closed, and before the logs' databases are dropped. */
  close(): Promise<void>;
}

/**
 * The bus of this run for the services of one spec, over Kafka with topics of their own.
 *
 * @param written by their readers' URLs, the logs that the spec writes itself: over Kafka no service is there to carry them to their topics
 */
export async function busForSpecs(written: Readonly<Partial<Record<ServiceName, string>>> = {}): Promise<BusForSpecs> {
  if (busOfThisRun() === 'postgres') return { settings: { bus: 'postgres' }, close: () => Promise.resolve() };
  const broker = await brokerForTests();
  if (broker === undefined) throw new Error('HUYING_TEST_BUS=kafka needs Java and Maven, and one of them is missing');
  const kafka = {
    connection: { brokers: [broker.brokers] },
    topics: { ...defaultTopicSettings, prefix: `spec-${randomUUID()}`, partitions: 3 },
  };
  const carried = await carryLogs(kafka, written);
  return { settings: { bus: 'kafka', kafka }, close: () => carried.close() };
}
