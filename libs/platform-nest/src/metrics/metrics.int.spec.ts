import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Module } from '@nestjs/common';
import { postEventTypes } from '@huying/contracts';
import type { EventStore } from '@huying/event-store';
import { keyStoreMigrations } from '@huying/privacy';
import { createLogger, newId } from '@huying/platform';
import { createTestDatabase, type TestDatabase } from '@huying/testing';
import { busForSpecs, type BusForSpecs } from '@huying/testing-bus';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { consumeEvents } from '../event-transport/consume-events.js';
import { migrate } from '../infrastructure/migrate.js';
import { CONSUMPTIONS, EVENT_STORE } from '../infrastructure/tokens.js';
import type { Consumptions } from '../read-your-writes/consumptions.js';
import { createService } from '../service/create-service.js';
import type { RunningService } from '../service/running-service.js';

@Module({})
class NothingModule {}

const planted = '张三 13800000000';
const { type } = postEventTypes.RoleAssigned;
let database: TestDatabase;
let keys: TestDatabase;
let bus: BusForSpecs;
let service: RunningService;
let address: string;
/** What the consumer under test does with the event at a position; it waits where it is told to wait. */
let letGo: () => void = () => undefined;
const held = new Promise<void>((resolve) => {
  letGo = resolve;
});
let reached: () => void = () => undefined;
const atTheSecond = new Promise<void>((resolve) => {
  reached = resolve;
});

const append = (stream: string) => {
  const body = Buffer.from(
    JSON.stringify({
      id: newId(),
      source: '/huying/dispatch',
      type,
      subject: stream,
      time: new Date().toISOString(),
      streamversion: '1',
      casekey: stream,
      actor: 'p',
      data: { words: planted },
    }),
  );
  return service.app.get<EventStore>(EVENT_STORE, { strict: false }).append({
    stream,
    expected: 0,
    events: [{ type, time: Date.now(), caseKey: stream, body }],
    command: { id: newId(), digest: '0'.repeat(64) },
  });
};
const scrape = () => fetch(`${address}/metrics`).then((answer) => answer.text());
/** The value of a line, whatever the order of its labels. */
function valueOf(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const line = text
    .split('\n')
    .find((each) => each.startsWith(`${name}{`) && Object.entries(labels).every(([label, value]) => each.includes(`${label}="${value}"`)));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
}

beforeAll(async () => {
  [database, keys] = await Promise.all([
    createTestDatabase({ service: 'dispatch' }),
    createTestDatabase({ service: 'keys', keysOf: 'dispatch' }),
  ]);
  await migrate(keys.ownerUrl, keyStoreMigrations(), createLogger({ name: 'keys', level: 'silent' }));
  bus = await busForSpecs();
  const created = await createService({
    name: 'dispatch',
    config: {
      name: 'dispatch',
      databaseUrl: database.applicationUrl,
      ownerDatabaseUrl: database.ownerUrl,
      logUrls: { dispatch: database.readerUrl },
      keysDatabaseUrl: keys.urlOf('huying_dispatch_keys'),
      secrets: {
        gatewayPublicKey: generateKeyPairSync('ed25519').publicKey,
        requestDigestKey: createSecretKey(randomBytes(32)),
        masterKey: randomBytes(32),
      },
      evidenceDir: '/nowhere',
      host: '127.0.0.1',
      port: 0,
      ...bus.settings,
      demo: true,
      logLevel: 'silent',
    },
    module: (infrastructure) => ({ module: NothingModule, imports: [infrastructure] }),
    migrations: () => [],
  });
  service = await consumeEvents(created, {
    consumer: 'trial',
    sources: ['dispatch'],
    async batch(deliveries) {
      if (deliveries[0]?.recorded.position !== 2) return;
      reached();
      await held;
    },
  });
  address = await service.listen();
});
afterAll(async () => {
  letGo();
  await service.close();
  await bus.close();
  await Promise.all([database.drop(), keys.drop()]);
});

describe('the metrics of a service', () => {
  it('count appends and their batches, and tell how far log and consumers are', async () => {
    await append('post-1');
    await vi.waitFor(async () => expect((await scrape()).includes('huying_append_duration_seconds_count')).toBe(true));
    const [trial] = service.app.get<Consumptions>(CONSUMPTIONS, { strict: false }).all();
    expect(await trial?.consumption.reached(new Map([['dispatch', 1]]), 10_000)).toBe(true);
    await append('post-2');
    await atTheSecond;
    await append('post-3');

    // Samples are kept some seconds; what is asked of no database is there at once.
    const text = await vi.waitFor(
      async () => {
        const now = await scrape();
        expect(valueOf(now, 'huying_log_head_position')).toBe(3);
        return now;
      },
      { timeout: 20_000, interval: 100 },
    );

    expect(valueOf(text, 'huying_append_duration_seconds_count', { end: 'appended', service: 'dispatch' })).toBe(3);
    expect(valueOf(text, 'huying_append_batch_commands_sum')).toBe(3);
    expect(valueOf(text, 'huying_consumer_lag_events', { consumer: 'trial', source: 'dispatch' })).toBe(2);
    expect(valueOf(text, 'huying_consumer_lag_seconds', { consumer: 'trial', source: 'dispatch' })).toBeGreaterThan(0);
    expect(valueOf(text, 'huying_consumer_state', { consumer: 'trial', state: 'running' })).toBe(1);
    expect(valueOf(text, 'huying_consumer_state', { consumer: 'trial', state: 'stopped' })).toBe(0);
    expect(valueOf(text, 'huying_parked_events', { consumer: 'trial' })).toBe(0);
    expect(valueOf(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(text).not.toMatch(/张三|1380|post-1/);
  });

  it('tell how far the log is while every connection of the event store is held', async () => {
    const store = service.app.get<EventStore>(EVENT_STORE, { strict: false });
    const shown = async () => valueOf(await scrape(), 'huying_log_head_position');
    const before = await store.head();
    await vi.waitFor(async () => expect(await shown()).toBe(before), { timeout: 20_000, interval: 100 });
    await append('post-held');
    const locker = new Client({ connectionString: database.ownerUrl });
    await locker.connect();
    try {
      await locker.query('BEGIN; LOCK TABLE event_store.answer IN ACCESS EXCLUSIVE MODE');
      const held: Promise<unknown>[] = [];
      // More ask all the time: as soon as one gives its connection up, another that has waited takes it.
      const oneMoreAsks = () => held.push(store.findCommand(newId()).catch(() => undefined));
      Array.from({ length: 8 }, oneMoreAsks);
      await vi.waitFor(
        async () => {
          oneMoreAsks();
          expect(await shown()).toBe(before + 1);
        },
        { timeout: 10_000, interval: 100 },
      );
      await locker.query('COMMIT');
      await Promise.all(held);
    } finally {
      await locker.end();
    }
  });

  it('tell how old the oldest transaction and snapshot are, those of other roles included', async () => {
    const reader = new Client({ connectionString: database.readerUrl });
    await reader.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM event_store.event');
    try {
      await append('post-4');
      const text = await vi.waitFor(
        async () => {
          const now = await scrape();
          expect(valueOf(now, 'huying_database_oldest_transaction_seconds')).toBeGreaterThan(1);
          expect(valueOf(now, 'huying_database_oldest_xmin_age_transactions')).toBeGreaterThan(0);
          return now;
        },
        { timeout: 20_000, interval: 100 },
      );
      expect(valueOf(text, 'huying_database_transactions_visible')).toBe(1);
    } finally {
      await reader.end();
    }
  });

  it('count calls by route pattern, never by path, and leave the operators’ own out', async () => {
    await fetch(`${address}/v1/cases/${encodeURIComponent(planted)}`);
    await fetch(`${address}/health/ready`);
    const text = await scrape();

    expect(valueOf(text, 'huying_http_request_duration_seconds_count', { route: 'unknown', status: '401' })).toBe(1);
    expect(text).not.toContain('route="/health/ready"');
    expect(text).not.toContain('%E5%BC%A0');
  });

  it('are each described in the runbook, and alerts use no others', async () => {
    const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
    const named = (text: string) => new Set(text.match(/\bhuying_[a-z_]+/g)?.map((name) => name.replace(/_(?:bucket|count|sum)$/, '')));
    const served = new Set([...(await scrape()).matchAll(/^# TYPE (huying_[a-z_]+)/gm)].map(([, name]) => name));

    expect(named(read('docs/runbooks/metrics.md'))).toStrictEqual(served);
    for (const name of named(read('docker/prometheus/huying.rules.yml'))) expect(served).toContain(name);
  });

  it('need no token, unlike everything else at this port', async () => {
    const answer = await fetch(`${address}/metrics`);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect((await fetch(`${address}/metrics?x=1`)).status).toBe(401);
  });
});
