import { connectKafka } from '@huying/event-bus';
import pg from 'pg';

/** The fetch sizes that the bus asks for, so that both are handed batches of the same size. */
const fetchSizes = { minBytes: 1, maxWaitTimeInMs: 100, maxBytesPerPartition: 262_144, maxBytes: 4_194_304 };

/**
 * The floor: kafkajs's own `eachBatch`, and for each batch one transaction that writes a row for each of its messages. It keeps no order
 * between partitions, looks into no event, finds no hole, and after a crash would write what it had written. Resolves once `events` are in.
 */
export async function consumeRaw(brokers: string, topic: string, group: string, databaseUrl: string, events: number): Promise<void> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const consumer = connectKafka({ brokers: [brokers] }).consumer({ groupId: group, ...fetchSizes });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let written = 0;
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        partitionsConsumedConcurrently: 1, // One connection, one transaction at a time, as the bus has it.
        async eachBatch({ batch: { messages } }) {
          await database.query('BEGIN; SET LOCAL synchronous_commit = off');
          await database.query('INSERT INTO public.effect (consumer, position) SELECT $1, unnest($2::bigint[])', [
            group,
            messages.map(({ headers }) => String(headers?.['position'])),
          ]);
          await database.query('COMMIT');
          written += messages.length;
          if (written >= events) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  await database.end();
}
