import type { TestDatabase } from '@huying/testing';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@huying/platform';
import { eventStoreContract } from '../contract-suite/event-store.contract.spec.js';
import { logReaderContract } from '../contract-suite/log-reader.contract.spec.js';
import { all, append, command, event, historyOf, kindsOf, saidIn } from '../contract-suite/samples.spec.js';
import { AppendFailed, type EventStore } from '../event-store.js';
import { createMemoryEventStore } from '../memory/memory-event-store.js';
import { appendArguments, appendCareful } from './append-arguments.js';
import { ask, migratedDatabase } from './migrated-database.spec.js';
import { createPostgresEventStore } from './postgres-event-store.js';
import { createLogReader } from './postgres-log-reader.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

/** The log is append-only for its owner too, so a test's clean slate takes the triggers off, as nobody else does. */
async function emptyLog(): Promise<void> {
  await ask(
    database.ownerUrl,
    `ALTER TABLE event_store.event DISABLE TRIGGER event_append_only;
     TRUNCATE event_store.event, event_store.answer;
     UPDATE event_store.head SET position = 0;
     ALTER TABLE event_store.event ENABLE TRIGGER event_append_only`,
  );
}
const openStore = (): EventStore => createPostgresEventStore({ connectionString: database.applicationUrl });
const emptyStore = async (): Promise<EventStore> => {
  await emptyLog();
  return openStore();
};

eventStoreContract('the store in PostgreSQL', emptyStore);
logReaderContract('the reader of a log in PostgreSQL', async () => ({
  store: await emptyStore(),
  reader: createLogReader({ connectionString: database.readerUrl }),
}));

describe('the store in PostgreSQL', () => {
  let store: EventStore;
  beforeEach(async () => {
    store = await emptyStore();
  });
  afterEach(() => store.close());

  it('records the rest of a batch when one item fails the whole statement', async () => {
    const poisoned = { ...append('case-b', 0, 'poisoned'), events: [{ ...event('poisoned'), type: 'no text of PostgreSQL: \u0000' }] };
    const results = await Promise.allSettled([
      store.append(append('case-a', 0, 'before')),
      store.append(poisoned),
      store.append(append('case-c', 0, 'after')),
    ]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: expect.any(AppendFailed) as unknown });
    expect((await all(store.readLog(0))).map(saidIn)).toEqual(['before', 'after']);
  });

  it('records a command once that two stores append at once', async () => {
    const others = [openStore(), openStore(), openStore()];
    const results = await Promise.all(others.map((other) => other.append(append('case-a', 0, 'once', command('c')))));
    expect(new Set(kindsOf(results))).toEqual(new Set(['appended']));
    expect(results.filter((r) => r.kind === 'appended' && !r.repeated)).toHaveLength(1);
    expect(await store.head()).toBe(1);
    await Promise.all(others.map((other) => other.close()));
  });

  it('answers retry for a second command of the batch with the same stream or id, and only for those', async () => {
    const batch = [
      append('case-a', 0, 'first', command('c')),
      append('case-a', 0, 'same stream'),
      append('case-b', 0, 'same id', command('c')),
      append('case-d', 1, 'conflict'),
      append('case-e', 0, 'neighbour'),
    ];
    const verdicts = await ask<{ verdict: string; first: string | null }>(
      database.applicationUrl,
      appendCareful.text,
      appendArguments(batch),
    );
    expect(verdicts.map((v) => [v.verdict, v.first])).toEqual([
      ['appended', '1'],
      ['retry', null],
      ['retry', null],
      ['conflict', null],
      ['appended', '2'],
    ]);
    expect((await all(store.readLog(0))).map(saidIn)).toEqual(['first', 'neighbour']);
  });

  it('answers any interleaving of appends as the store in memory does', async () => {
    const attempt = fc.record({
      stream: fc.constantFrom('case-a', 'case-b', 'case-c'),
      expected: fc.integer({ min: 0, max: 4 }),
      id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8'),
      request: fc.constantFrom('one body', 'another body'),
      events: fc.integer({ min: 1, max: 3 }),
      remembered: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(attempt, { minLength: 1, maxLength: 12 }), { maxLength: 4 }), async (groups) => {
        await emptyLog();
        const model = createMemoryEventStore(systemClock);
        for (const group of groups) {
          const answers = [store, model].map((either) =>
            Promise.all(
              group.map(async ({ stream, expected, id, request, events, remembered }) => {
                const by = command(id, request);
                if (remembered && group.length === 1) return either.remember(by, 'no');
                const result = await either.append({
                  stream,
                  expected,
                  command: by,
                  events: Array.from({ length: events }, (_, n) => event(`${id} ${n}`)),
                });
                return result.kind === 'appended' ? [result.kind, result.version, result.repeated] : [result.kind];
              }),
            ),
          );
          expect(await answers[0]).toEqual(await answers[1]);
        }
        for (const stream of ['case-a', 'case-b', 'case-c']) expect(await historyOf(store, stream)).toEqual(await historyOf(model, stream));
        const positions = (await all(store.readLog(0))).map((recorded) => recorded.position);
        expect(positions).toEqual(positions.map((_, index) => index + 1));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the reader of a log in PostgreSQL', () => {
  it('wakes its listeners when its connection is lost, and reads and listens again', async () => {
    const store = await emptyStore();
    const reader = createLogReader({ connectionString: database.readerUrl });
    let woken = (): void => undefined;
    const nextWake = (): Promise<void> => new Promise((resolve) => (woken = resolve));
    await reader.onGrowth(() => {
      woken();
    });
    const lost = nextWake();
    await ask(
      database.readerUrl,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'huying log reader' AND datname = current_database()",
    );
    await lost;
    expect(await reader.read(0, 10)).toEqual([]);
    const grown = nextWake();
    await store.append(append('case-a', 0, 'first'));
    await grown;
    expect((await reader.read(0, 10)).map(saidIn)).toEqual(['first']);
    await reader.close();
    await store.close();
  });
});

describe('who may do what to a log', () => {
  const changes = [
    "UPDATE event_store.event SET type = 'edited'",
    'DELETE FROM event_store.event',
    'TRUNCATE event_store.event',
    'DELETE FROM event_store.head',
    'TRUNCATE event_store.head',
  ];
  const denied = { code: '42501' };

  beforeEach(async () => {
    const store = await emptyStore();
    await store.append(append('case-a', 0, 'evidence'));
    await store.close();
  });
  afterEach(async () => {
    expect(await ask(database.readerUrl, 'SELECT position, type FROM event_store.event')).toEqual([
      { position: '1', type: event('').type },
    ]);
  });

  it.each([
    ...changes,
    'UPDATE event_store.head SET position = 7',
    'DELETE FROM event_store.answer',
    'SELECT * FROM event_store.answer',
    'SELECT * FROM event_store.head',
  ])('the application is denied: %s', (change) => expect(ask(database.applicationUrl, change)).rejects.toMatchObject(denied));

  it('the application is denied to insert but through the append functions', () =>
    expect(
      ask(
        database.applicationUrl,
        'INSERT INTO event_store.event SELECT position + 1, stream, version + 1, type, command_id, 1, command_digest FROM event_store.event',
      ),
    ).rejects.toMatchObject(denied));

  it.each(changes)('the owner is refused: %s', (change) => expect(ask(database.ownerUrl, change)).rejects.toMatchObject({ code: '23001' }));

  it.each([
    ...changes,
    'SELECT * FROM event_store.answer',
    'SELECT event_store.find_command(gen_random_uuid())',
    "SELECT event_store.remember_answers('{}', '{}', '{}')",
  ])('a reader of the log is denied: %s', (change) => expect(ask(database.readerUrl, change)).rejects.toMatchObject(denied));

  it('another role is denied to see the log at all', () =>
    expect(ask(database.urlOf('huying_dispatch_app'), 'SELECT 1 FROM event_store.event')).rejects.toMatchObject(denied));
});
