import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TestDatabase } from '@huying/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { all, saidIn } from '../contract-suite/samples.spec.js';
import type { EventStore, RecordedEvent } from '../event-store.js';
import { migratedDatabase } from '../postgres/migrated-database.spec.js';
import { createPostgresEventStore } from '../postgres/postgres-event-store.js';
import { createLogReader } from '../postgres/postgres-log-reader.js';
import { buildWriter, spawnWriter } from './spawn-writer.spec.js';
import type { Acknowledged, WriterTask } from './writer.process.spec.js';

let program: string;
beforeAll(async () => {
  program = await buildWriter();
});
afterAll(() => rm(dirname(program), { recursive: true, force: true }));

describe('a log that several processes write', () => {
  let database: TestDatabase;
  let store: EventStore;
  const task = (seed: string, writers: number, commands: number): WriterTask => ({ url: database.applicationUrl, seed, writers, commands });
  beforeEach(async () => {
    database = await migratedDatabase();
    store = createPostgresEventStore({ connectionString: database.applicationUrl });
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  /** Every acknowledged command stands in the log, once, where its answer said. */
  async function expectRecordedOnce(acknowledged: readonly Acknowledged[]): Promise<RecordedEvent[]> {
    const log = await all(store.readLog(0));
    expect(log.map((event) => event.position)).toEqual(log.map((_, index) => index + 1));
    expect(new Set(log.map(saidIn)).size).toBe(log.length);
    for (const { first, stream, commandId } of acknowledged) {
      expect(log[first - 1]).toMatchObject({ stream, position: first });
      expect(await store.findCommand(commandId)).toMatchObject({ stream, first, last: first });
    }
    return log;
  }

  it('shows a tailing reader every position once and in order, while 50 writers in 3 processes append', async () => {
    const reader = createLogReader({ connectionString: database.readerUrl });
    const seen: number[] = [];
    let wake = (): void => undefined;
    await reader.onGrowth(() => {
      wake();
    });
    const writers = [
      spawnWriter(program, task('p', 17, 30)),
      spawnWriter(program, task('q', 17, 30)),
      spawnWriter(program, task('r', 16, 30)),
    ];
    const total = 50 * 30;
    while (seen.length < total) {
      const grown = new Promise<void>((resolve) => (wake = resolve));
      const events = await reader.read(seen.length, 64);
      seen.push(...events.map((event) => event.position));
      if (events.length === 0) await grown; // The hint alone must be enough here: nobody polls.
    }
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(await Promise.all(writers.map((writer) => writer.ended))).toEqual([0, 0, 0]);
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    expect(acknowledged).toHaveLength(total);
    await expectRecordedOnce(acknowledged);
    await reader.close();
  });

  it('keeps what a process had acknowledged before kill -9, and takes the rest under the same ids', async () => {
    const killed = spawnWriter(program, task('p', 16, 200));
    const neighbour = spawnWriter(program, task('q', 4, 40));
    await killed.acknowledgedAtLeast(300);
    killed.kill();
    expect(await killed.ended).toBeNull();
    expect(await neighbour.ended).toBe(0);
    expect(killed.acknowledged.length).toBeLessThan(16 * 200);
    await expectRecordedOnce([...killed.acknowledged, ...neighbour.acknowledged]);

    const again = spawnWriter(program, task('p', 16, 200));
    expect(await again.ended).toBe(0);
    const log = await expectRecordedOnce([...again.acknowledged, ...neighbour.acknowledged]);
    expect(log).toHaveLength(16 * 200 + 4 * 40);
    const before = new Set(killed.acknowledged.map((line) => line.commandId));
    expect(again.acknowledged.filter((line) => before.has(line.commandId) && !line.repeated)).toEqual([]);
  });
});
