import { createPostgresEventStore } from '@huying/event-store';
import { startBenchDatabase } from '../bench-database.js';
import { measured, type Measurement } from '../measurement.js';
import { median, quantile } from '../statistics.js';
import { oneRowInserts } from './one-row-inserts.js';
import { eventBytes, sampleAppend } from './sample-event.js';
import { runWriters, type Round } from './writers.js';

const writerCounts = [1, 32, 128] as const;
const rounds = 5;
const roundMs = 2_000;

/** Durable appends through the store, beside one-row INSERTs of the same bytes at the same concurrency; rounds of both alternate. */
export async function benchAppend(): Promise<readonly Measurement[]> {
  const database = await startBenchDatabase();
  try {
    const measurements: Measurement[] = [];
    for (const writers of writerCounts) measurements.push(...(await compare(database, writers)));
    return measurements;
  } finally {
    await database.stop();
  }
}

async function compare(database: { ownerUrl: string; applicationUrl: string }, writers: number): Promise<readonly Measurement[]> {
  const store = createPostgresEventStore({ connectionString: database.applicationUrl });
  const floor = await oneRowInserts(database.ownerUrl, writers);
  const append = async (): Promise<void> => {
    const result = await store.append(sampleAppend());
    if (result.kind !== 'appended') throw new Error(`an append was answered ${result.kind}`);
  };
  const insert = (): Promise<void> => floor.write(sampleAppend());
  const ours: Round[] = [];
  const theirs: Round[] = [];
  await runWriters(writers, roundMs / 4, append); // Warm: connections, plans, compiled code.
  await runWriters(writers, roundMs / 4, insert);
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await runWriters(writers, roundMs, append));
    theirs.push(await runWriters(writers, roundMs, insert));
  }
  await Promise.all([store.close(), floor.close()]);
  const params = { writers, bytes: eventBytes };
  const p99 = (all: readonly Round[]): number =>
    quantile(
      all.flatMap((round) => round.latenciesMs),
      0.99,
    );
  return [
    measured('append', 'events/s', params, median(ours.map((r) => r.eventsPerSecond)), median(theirs.map((r) => r.eventsPerSecond))),
    measured('append latency p99', 'ms', params, p99(ours), p99(theirs)),
  ];
}
