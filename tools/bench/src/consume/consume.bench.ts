import { createKafkaBus, type BusNotice } from '@huying/event-bus';
import { createLogReader } from '@huying/event-store';
import { rolesOf } from '@huying/platform/provisioning';
import pg from 'pg';
import { eventBytes } from '../append/sample-event.js';
import { startBenchDatabase, type BenchDatabase } from '../bench-database.js';
import { startBenchBroker } from '../kafka/bench-broker.js';
import { fillLog, sendsOf } from '../kafka/log-to-carry.js';
import { sendRaw } from '../kafka/raw-producer.js';
import { makeTopic } from '../kafka/topics.js';
import { measured, type Measurement } from '../measurement.js';
import { median } from '../statistics.js';
import { consumeRaw } from './raw-consumer.js';

const events = 40_000;
const rounds = 5;
const prefix = 'bench';

/**
 * A topic read from its start by a consumer of ours (order of the log put back across partitions, each event parsed and checked, effects
 * and checkpoint in one transaction, fenced), beside kafkajs's `eachBatch` with one transaction for each batch. Both write the same row
 * for each event. Rounds of both alternate, each in a group of its own; each begins without a connection and ends when all rows are in.
 */
export async function benchConsume(): Promise<readonly Measurement[]> {
  const database = await startBenchDatabase();
  try {
    const broker = await startBenchBroker();
    try {
      await fillLog(database, events);
      const topic = await makeTopic(broker.brokers, prefix);
      await sendRaw(broker.brokers, topic, await sendsOf(database));
      await makeEffectTable(database);
      return await compare(database, broker.brokers, topic);
    } finally {
      await broker.stop();
    }
  } finally {
    await database.stop();
  }
}

async function compare(database: BenchDatabase, brokers: string, topic: string): Promise<readonly Measurement[]> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const consumed = await timed(() => consume(database, brokers, `ours-${round}`));
    const raw = await timed(() => consumeRaw(brokers, topic, `floor-${round}`, database.applicationUrl, events));
    await expectEachOnce(database, [`ours-${round}`, `floor-${round}`]);
    if (round === 0) continue; // Warm.
    ours.push(events / consumed);
    floor.push(events / raw);
  }
  return [measured('consume', 'events/s', { events, bytes: eventBytes }, median(ours), median(floor))];
}

async function consume({ readerUrl, applicationUrl }: BenchDatabase, brokers: string, consumer: string): Promise<void> {
  const intake = createLogReader({ connectionString: readerUrl });
  const notices: BusNotice[] = [];
  const bus = createKafkaBus({
    connection: { brokers: [brokers] },
    topics: { prefix },
    readers: { intake },
    database: applicationUrl,
    // What is measured has come by the topic: the log would bring whatever that does not bring within a second.
    healAfterMs: 3_600_000,

    onNotice: (notice) => notices.push(notice),
  });
  const consumption = await bus.subscribe({
    consumer,
    sources: ['intake'],
    handlers: new Map(),
    async batch(deliveries, transaction) {
      await transaction.query('INSERT INTO public.effect (consumer, position) SELECT $1, unnest($2::bigint[])', [
        consumer,
        deliveries.map(({ recorded }) => recorded.position),
      ]);
    },
  });
  const reached = await consumption.reached(new Map([['intake', events]]), 120_000);
  await bus.close();
  await intake.close();
  if (!reached || notices.length > 0) throw new Error(`the topic was not consumed as it should be: ${JSON.stringify(notices)}`);
}

async function makeEffectTable(database: BenchDatabase): Promise<void> {
  const { application } = rolesOf('intake');
  await asOwner(database, (client) =>
    client.query(
      `CREATE TABLE public.effect (consumer text NOT NULL, position bigint NOT NULL);
       GRANT USAGE ON SCHEMA public TO ${application};
       GRANT INSERT ON public.effect TO ${application}`,
    ),
  );
}

/** A figure of a round that lost or doubled something would be no figure. */
async function expectEachOnce(database: BenchDatabase, consumers: readonly string[]): Promise<void> {
  const { rows } = await asOwner(database, (client) =>
    client.query<{ consumer: string; written: number; different: number }>(
      `SELECT consumer, count(*)::int AS written, count(DISTINCT position)::int AS different
         FROM public.effect WHERE consumer = ANY ($1) GROUP BY consumer`,
      [consumers],
    ),
  );
  const wrong = consumers.filter((consumer) => {
    const row = rows.find((one) => one.consumer === consumer);
    return row?.written !== events || row.different !== events;
  });
  if (wrong.length > 0) throw new Error(`events were lost or written twice: ${JSON.stringify(rows)}`);
}

async function asOwner<Result>({ ownerUrl }: BenchDatabase, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  return work(client).finally(() => client.end());
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
