import { setTimeout as pause } from 'node:timers/promises';
import { createKafkaBus } from '@huying/event-bus';
import { createLogReader } from '@huying/event-store';
import pg from 'pg';
import { eventBytes } from '../append/sample-event.js';
import { startBenchDatabase, type BenchDatabase } from '../bench-database.js';
import { startBenchBroker } from '../kafka/bench-broker.js';
import { fillLog, sendBatch, sendBytesMax, sendsOf } from '../kafka/log-to-carry.js';
import { sendRaw } from '../kafka/raw-producer.js';
import { makeTopic } from '../kafka/topics.js';
import { measured, type Measurement } from '../measurement.js';
import { median } from '../statistics.js';

const events = 40_000;
const rounds = 5;

/**
 * A backlog carried from a service's log to its topic by the elected relay (election, reading, keys, headers, checkpoints), beside kafkajs
 * sending the same messages from memory in the same sends. Rounds of both alternate, each into a new topic; each begins without a
 * connection and ends when the last message is acknowledged.
 */
export async function benchRelay(): Promise<readonly Measurement[]> {
  const database = await startBenchDatabase();
  try {
    const broker = await startBenchBroker();
    try {
      await fillLog(database, events);
      return await compare(database, broker.brokers);
    } finally {
      await broker.stop();
    }
  } finally {
    await database.stop();
  }
}

async function compare(database: BenchDatabase, brokers: string): Promise<readonly Measurement[]> {
  const sends = await sendsOf(database);
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const carried = await carry(database, brokers, `ours-${round}`);
    const sent = await send(brokers, `floor-${round}`, sends);
    if (round === 0) continue; // Warm: compiled code of both, the broker's too.
    ours.push(events / carried);
    floor.push(events / sent);
  }
  return [measured('relay', 'events/s', { events, bytes: eventBytes, perSend: sendBatch }, median(ours), median(floor))];
}

/** Seconds that the relay takes for the whole log. */
async function carry(database: BenchDatabase, brokers: string, prefix: string): Promise<number> {
  await makeTopic(brokers, prefix);
  await forgetRelay(database);
  const log = createLogReader({ connectionString: database.readerUrl });
  const bus = createKafkaBus({
    connection: { brokers: [brokers] },
    topics: { prefix },
    readers: {},
    database: database.applicationUrl,
    sendBatch,
    sendBytesMax,
  });
  const started = performance.now();
  const publication = await bus.publish('intake', log);
  while ((await publication.position()) < events) await pause(2);
  const seconds = (performance.now() - started) / 1000;
  await bus.close();
  await log.close();
  return seconds;
}

async function send(brokers: string, prefix: string, sends: Parameters<typeof sendRaw>[2]): Promise<number> {
  const topic = await makeTopic(brokers, prefix);
  const started = performance.now();
  await sendRaw(brokers, topic, sends);
  return (performance.now() - started) / 1000;
}

/** So that the next relay begins at the log's start. */
async function forgetRelay({ ownerUrl }: BenchDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('DELETE FROM event_bus.relay').finally(() => client.end());
}
