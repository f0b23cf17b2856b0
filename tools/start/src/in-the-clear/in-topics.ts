import { connectKafka } from '@huying/event-bus';
import { Searching, type Search } from './search.js';

const group = 'huying-search';
const patienceMs = 60_000;

/**
 * Looks for words in every message of every topic, key and headers included, up to where each ends now. The broker's own topics (`__…`) hold
 * offsets and are left out.
 *
 * @throws Error where a topic could not be read to its end in a minute
 */
export async function inTopics(words: readonly string[], brokers: string): Promise<Search> {
  const search = new Searching(words);
  const kafka = connectKafka({ brokers: [brokers], clientId: group });
  const admin = kafka.admin();
  await admin.connect();
  const consumer = kafka.consumer({ groupId: group });
  try {
    const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'));
    const unread = new Map<string, bigint>();
    for (const topic of topics)
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
        if (BigInt(high) > BigInt(low)) unread.set(placeOf(topic, partition), BigInt(high));
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not read in time: ${[...unread.keys()].join(', ')}`)), patienceMs);
      const settle = (place: string, next: bigint): void => {
        if (next >= (unread.get(place) ?? 0n)) unread.delete(place);
        if (unread.size > 0) return;
        clearTimeout(late);
        resolve();
      };
      settle('', 0n);
      consumer
        .run({
          autoCommit: false,
          eachBatch: ({ batch }) => {
            for (const { key, value, headers } of batch.messages) {
              const parts = [key, value, ...Object.values(headers ?? {}).flat()];
              search.look(batch.topic, Buffer.concat(parts.map((part) => Buffer.from(part ?? ''))));
            }
            settle(placeOf(batch.topic, batch.partition), BigInt(batch.lastOffset()) + 1n);
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
    return search;
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([group]).catch(() => undefined); // It left nothing but its name.
    await admin.disconnect();
  }
}

const placeOf = (topic: string, partition: number): string => `${topic}/${String(partition)}`;
