import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogReader, createPostgresEventStore, eventStoreMigrations, type EventStore, type LogReader } from '@huying/event-store';
import { derivedId } from '@huying/platform';
import { brokerForTests, createTestDatabase, type TestDatabase } from '@huying/testing';
import { rolldown } from 'rolldown';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBusDatabase, type BusDatabase } from '../bus-database.spec.js';
import { eventBusMigrations } from '../event-bus-migrations.js';
import { contractTypes } from '../contract-suite/contract-events.spec.js';
import { createKafkaBus } from './kafka-bus.js';
import type { RelayTask } from './relay.process.spec.js';
import { header, TopicsForTests } from './topic-for-tests.spec.js';

const broker = await brokerForTests();
const [noted = ''] = contractTypes.keys();
const partitions = 3;
const rounds = 4;
const perRound = 60;

/** Makes a program that Node can run by itself out of the sources: the specs run without a build. */
async function buildRelay(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('relay.process.spec.ts', import.meta.url)),
    platform: 'node',
    external: ['pg-native'],
    resolve: { conditionNames: ['@huying/source', 'node', 'default'] },
    logLevel: 'silent',
  });
  const file = join(await mkdtemp(join(tmpdir(), 'huying-relay-')), 'relay.mjs');
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  return file;
}

describe.skipIf(broker === undefined)('a relay that is killed again and again while its log grows', () => {
  let service: TestDatabase;
  let own: BusDatabase;
  let store: EventStore;
  let reader: LogReader;
  let relay: ChildProcess | undefined;
  const topics = new TopicsForTests(broker?.brokers ?? '');

  beforeAll(async () => {
    [service, own] = await Promise.all([createTestDatabase({ service: 'intake' }), createBusDatabase()]);
    const migrations = [...eventStoreMigrations(service), ...eventBusMigrations(service)];
    const migrating = new DataSource({ type: 'postgres', url: service.ownerUrl, migrations });
    await migrating.initialize();
    await migrating.runMigrations();
    await migrating.destroy();
    store = createPostgresEventStore({ connectionString: service.applicationUrl });
    reader = createLogReader({ connectionString: service.readerUrl });
  });
  afterAll(async () => {
    relay?.kill('SIGKILL');
    await store.close();
    await reader.close();
    await Promise.all([service.drop(), own.drop()]);
  });

  const append = async (n: number): Promise<void> => {
    const id = derivedId('killed relay', String(n));
    const stream = `case-${String(n % 11)}`;
    const body = Buffer.from(
      JSON.stringify({
        id,
        source: '/huying/intake',
        type: noted,
        subject: `${stream}-${String(n)}`,
        time: new Date(n).toISOString(),
        streamversion: '1',
        casekey: stream,
        actor: 'p',
        data: {},
      }),
    );
    const event = { type: noted, time: n, caseKey: stream, body };
    await store.append({ stream: `${stream}-${String(n)}`, expected: 0, events: [event], command: { id, digest: '0'.repeat(64) } });
  };

  it('has every event in the topic, in order but for repeats, byte for byte; consumers apply each once', async () => {
    const program = await buildRelay();
    const task: RelayTask = {
      brokers: topics.brokers,
      prefix: topics.prefix,
      partitions,
      database: service.applicationUrl,
      log: service.readerUrl,
      leaseMs: 400,
    };
    const startRelay = (): ChildProcess =>
      spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const bus = createKafkaBus({
      connection: { brokers: [topics.brokers] },
      topics: { prefix: topics.prefix, partitions },
      readers: { intake: reader },
      database: own.url,
      types: contractTypes,
      healAfterMs: 3_600_000,
    });
    const consumption = await bus.subscribe({
      consumer: 'trial',
      sources: ['intake'],
      handlers: new Map([
        [
          noted,
          async ({ recorded }, { transaction }) => {
            await transaction.query("INSERT INTO effect (source, position) VALUES ('intake', $1)", [recorded.position]);
          },
        ],
      ]),
    });
    for (let round = 0; round < rounds; round += 1) {
      relay = startRelay();
      const from = round * perRound;
      // Killed at another point of its work in every round: while it starts, while it sends, when it has sent all.
      const writing = (async () => {
        for (let n = from; n < from + perRound; n += 1) await append(n);
      })();
      if (round > 0) expect(await consumption.reached(new Map([['intake', from + round * 15]]), 30_000)).toBe(true);
      relay.kill('SIGKILL');
      await Promise.all([once(relay, 'exit'), writing]);
    }
    relay = startRelay();
    const all = rounds * perRound;
    expect(await consumption.reached(new Map([['intake', all]]), 30_000)).toBe(true);
    const rows = await own.query<{ position: string }>('SELECT position FROM effect ORDER BY n');
    expect(rows.map(({ position }) => Number(position))).toEqual(Array.from({ length: all }, (_, n) => n + 1));
    await bus.close();

    const last = new Array<number>(partitions).fill(0);
    const seen = new Map<number, Buffer | null>();
    for (const each of await topics.read('intake')) {
      const position = Number(header(each, 'position'));
      if (position <= (last[each.partition] ?? 0)) continue; // Sent again after a kill.
      expect(Number(header(each, 'previousposition'))).toBe(last[each.partition]);
      last[each.partition] = position;
      seen.set(position, each.message.value);
    }
    const log = await reader.read(0, 1_000);
    expect(log.map(({ position, body }) => [position, seen.get(position)?.equals(body)])).toEqual(
      log.map(({ position }) => [position, true]),
    );
  });
});
