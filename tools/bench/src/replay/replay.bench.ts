import { once } from 'node:events';
import { createLogReader, createPostgresEventStore, decodeRecorded } from '@huying/event-store';
import type { CaseFact } from '@huying/domain-case';
import { evolveCase, initialCase, viewOf, type CombinedCase } from '@huying/domain-lifecycle';
import type { OrderFact } from '@huying/domain-order';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { startBenchDatabase } from '../bench-database.js';
import { measured, type Measurement } from '../measurement.js';
import { median } from '../statistics.js';
import { sideOf } from './case-histories.js';
import { recordHistories } from './record-histories.js';

const cases = 8_000;
const rounds = 5;
const batch = 1_000;

/** A whole log folded into the states of its cases, beside PostgreSQL handing out the same rows as fast as it can. */
export async function benchReplay(): Promise<readonly Measurement[]> {
  const database = await startBenchDatabase();
  try {
    const store = createPostgresEventStore({ connectionString: database.applicationUrl });
    const events = await recordHistories(store, cases);
    await store.close();
    const ours: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const replayed = await timed(() => replay(database.readerUrl));
      const copied = await timed(() => copy(database.ownerUrl));
      if (replayed.result.events !== events || replayed.result.closed !== cases) throw new Error('the replay lost events or cases');
      if (round === 0) continue; // Warm: the page cache and compiled code.
      ours.push(events / replayed.seconds);
      floor.push(events / copied.seconds);
    }
    return [measured('replay', 'events/s', { events, cases }, median(ours), median(floor))];
  } finally {
    await database.stop();
  }
}

/** Reads the log from the start and folds every case to its present state. */
async function replay(readerUrl: string): Promise<{ events: number; closed: number }> {
  const reader = createLogReader({ connectionString: readerUrl });
  const states = new Map<string, CombinedCase>();
  let events = 0;
  let next = reader.read(0, batch);
  for (;;) {
    const recorded = await next;
    if (recorded.length === 0) break;
    events += recorded.length;
    next = reader.read(events, batch); // PostgreSQL reads on while we fold.
    for (const one of recorded) {
      const key = one.caseKey ?? one.stream;
      const side = sideOf(one.stream);
      const state = states.get(key) ?? initialCase;
      states.set(
        key,
        side === 'case'
          ? evolveCase(state, { side, event: decodeRecorded<CaseFact>(one) })
          : evolveCase(state, { side, event: decodeRecorded<OrderFact>(one) }),
      );
    }
  }
  await reader.close();
  let closed = 0;
  for (const state of states.values()) if (viewOf(state)?.state === 'S60') closed += 1;
  return { events, closed };
}

/** The floor: all columns of the same rows, in PostgreSQL's binary form, thrown away as they come. */
async function copy(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const stream = client.query(copyTo('COPY event_store.event TO STDOUT (FORMAT binary)'));
  stream.resume();
  await once(stream, 'end');
  await client.end();
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ seconds: number; result: Result }> {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1000, result };
}
