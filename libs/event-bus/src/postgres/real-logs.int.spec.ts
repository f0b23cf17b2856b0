import { createLogReader, createPostgresEventStore, eventStoreMigrations, type EventStore, type LogReader } from '@huying/event-store';
import { newId } from '@huying/platform';
import { createTestDatabase, type TestDatabase } from '@huying/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBusDatabase, type BusDatabase } from '../bus-database.spec.js';
import type { Consumption, EventBus } from '../event-bus.js';
import { contractTypes } from '../contract-suite/contract-events.spec.js';
import { createPostgresBus } from './postgres-bus.js';

const [noted = ''] = contractTypes.keys();
const anHour = 3_600_000;

describe('the PostgreSQL bus over a log in PostgreSQL', () => {
  let source: TestDatabase;
  let own: BusDatabase;
  let store: EventStore;
  let reader: LogReader;
  let bus: EventBus;
  let consumption: Consumption;

  beforeEach(async () => {
    [source, own] = await Promise.all([createTestDatabase({ service: 'intake' }), createBusDatabase()]);
    const migrating = new DataSource({ type: 'postgres', url: source.ownerUrl, migrations: [...eventStoreMigrations(source)] });
    await migrating.initialize();
    await migrating.runMigrations();
    await migrating.destroy();
    store = createPostgresEventStore({ connectionString: source.applicationUrl });
    reader = createLogReader({ connectionString: source.readerUrl });
    // No poll within the life of this test: only the hint can wake the consumer.
    bus = createPostgresBus({ readers: { intake: reader }, database: own.url, types: contractTypes, pollMs: anHour, pauseMs: 5 });
    consumption = await bus.subscribe({
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
  });
  afterEach(async () => {
    await bus.close();
    await reader.close();
    await store.close();
    await Promise.all([source.drop(), own.drop()]);
  });

  const append = async (stream: string): Promise<number> => {
    const body = Buffer.from(JSON.stringify({ id: newId(), source: '/huying/intake', type: noted, subject: stream, actor: 'p', data: {} }));
    const command = { id: newId(), digest: '0'.repeat(64) };
    const result = await store.append({ stream, expected: 0, events: [{ type: noted, time: Date.now(), caseKey: stream, body }], command });
    return result.kind === 'appended' ? result.last : -1;
  };
  const arrived = async (upTo: number): Promise<void> => {
    expect(await consumption.reached(new Map([['intake', upTo]]), 10_000)).toBe(true);
    const rows = await own.query<{ position: string }>('SELECT position FROM effect ORDER BY n');
    expect(rows.map(({ position }) => Number(position))).toEqual(Array.from({ length: upTo }, (_, n) => n + 1));
  };

  it('delivers what concurrent writers append, once and in order, woken by the log itself', async () => {
    await Promise.all(Array.from({ length: 300 }, () => append(`trial-${newId()}`)));
    await arrived(300);
    await append(`trial-${newId()}`);
    await arrived(301);
  });

  it('goes on by itself after every connection to the log has been cut', async () => {
    await append(`trial-${newId()}`);
    await arrived(1);
    const cutter = new pg.Client({ connectionString: source.readerUrl });
    await cutter.connect();
    await cutter.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()',
    );
    await cutter.end();
    await append(`trial-${newId()}`);
    await arrived(2);
    expect(consumption.status().state).toBe('running');
  });
});
