import { defineEventTypes } from '@huying/contracts';
import type { ServiceName } from '@huying/contracts';
import type { Fact } from '@huying/kernel';
import { createTestDatabase } from '@huying/testing';
import type { TestDatabase } from '@huying/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toDelivery } from '../delivery.js';
import type { EventBus } from '../event-bus.js';
import { eventBusMigrations } from '../event-bus-migrations.js';
import { WrittenLog } from '../log-for-tests.spec.js';
import { createPostgresBus } from '../postgres/postgres-bus.js';
import { inTransaction } from '../consumption/transaction.js';
import { projectionBatch } from './projection-batch.js';
import { projectionMigrations } from './projection-migrations.js';
import { defineProjection, removed } from './projection.js';
import { buildMissingProjections, differencesFromRebuild, rebuildProjection } from './rebuild.js';

type Opened = Fact<'Opened', { readonly matter: string; readonly tags: readonly string[] }>;
type Worked = Fact<'Worked', { readonly minutes: number }>;
type Dropped = Fact<'Dropped', object>;
const types = defineEventTypes(
  { context: 'trial', owner: 'intake', category: 'trial' },
  { Opened: { zh: '开', data: {} }, Worked: { zh: '办', data: {} }, Dropped: { zh: '撤', data: {} } },
);

interface Row {
  readonly matter: string | null;
  readonly tags: readonly string[] | null;
  readonly minutes: number;
  readonly since: string;
  readonly long: number;
  readonly done: boolean;
  readonly last: { readonly by: string } | null;
}

const board = defineProjection<Opened | Worked | Dropped, Row>({
  name: 'trial_board_v1',
  types,
  columns: { matter: 'text', tags: 'texts', minutes: 'integer', since: 'instant', long: 'long', done: 'flag', last: 'json' },
  indexes: [['since', 'matter']],
  key: (event) => event.caseKey,
  on: {
    Opened: ({ data, time }) => ({ matter: data.matter, tags: data.tags, minutes: 0, since: time, long: 2 ** 40, done: false, last: null }),
    Worked: ({ data, actor }, row) => (row === undefined ? removed : { ...row, minutes: row.minutes + data.minutes, last: { by: actor } }),
    Dropped: () => removed,
  },
});

describe('a projection', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let log: WrittenLog;
  let bus: EventBus;

  beforeEach(async () => {
    database = await createTestDatabase({ service: 'reporting' });
    const migrations = [...eventBusMigrations(database), ...projectionMigrations([board], database)];
    const source = new DataSource({ type: 'postgres', url: database.ownerUrl, migrations });
    await source.initialize();
    await source.runMigrations();
    await source.destroy();
    pool = new pg.Pool({ connectionString: database.applicationUrl, max: 3 });
    pool.on('error', () => undefined); // A connection that is cut while idle is no fault of whoever closes next.
    log = new WrittenLog('intake');
    bus = createPostgresBus({
      readers: { intake: log },
      database: database.applicationUrl,
      types: new Map(Object.values(types).map((type) => [type.type, type])),
      batch: 4,
    });
  });
  afterEach(async () => {
    await bus.close();
    await pool.end();
    await database.drop();
  });

  const opened = (caseKey: string) =>
    log.write({ type: types.Opened.type, caseKey, data: { matter: `灯 "${caseKey}"`, tags: ['a', '乙'] } });
  const worked = (caseKey: string, minutes: number) => log.write({ type: types.Worked.type, caseKey, data: { minutes } });
  const rows = async () => {
    const result = await pool.query<Record<string, unknown> & { key: string }>('SELECT * FROM read.trial_board_v1 ORDER BY key');
    return new Map(result.rows.map((row) => [row.key, board.toRow(row)]));
  };
  const options = () => ({ database: pool, consumer: 'board', readers: new Map<ServiceName, WrittenLog>([['intake', log]]), batch: 3 });
  const followed = async (upTo: number, refuse?: string) => {
    const consumption = await bus.subscribe({
      consumer: 'board',
      sources: ['intake'],
      handlers: new Map([
        [types.Worked.type, ({ envelope }) => (envelope.casekey === refuse ? Promise.reject(new Error('no')) : Promise.resolve())],
      ]),
      batch: projectionBatch([board]),
    });
    expect(await consumption.reached(new Map([['intake', upTo]]), 10_000)).toBe(true);
    return consumption;
  };

  it('folds events to rows, every column type whole', async () => {
    opened('a');
    opened('b');
    worked('a', 5);
    await followed(worked('a', 7));
    expect((await rows()).get('a')).toEqual({
      matter: '灯 "a"',
      tags: ['a', '乙'],
      minutes: 12,
      since: new Date(1_767_225_600_001).toISOString().replace('Z', '+08:00').replace('2026-01-01T00', '2026-01-01T08'),
      long: 2 ** 40,
      done: false,
      last: { by: 'person-1' },
    });
    expect((await rows()).size).toBe(2);
  });

  it('removes a row that the fold removes, and ignores an event whose row is missing', async () => {
    opened('a');
    log.write({ type: types.Dropped.type, caseKey: 'a', data: {} });
    await followed(worked('ghost', 5));
    expect((await rows()).size).toBe(0);
  });

  it('leaves the same row when an event is handled twice', async () => {
    opened('a');
    await followed(worked('a', 5));
    const events = (await log.read(0, 10)).map((event) => toDelivery('intake', event));
    await inTransaction(pool, (transaction) => board.foldInto('read', [...events, ...events], transaction));
    expect((await rows()).get('a')?.minutes).toBe(5);
  });

  it('equals a rebuild from position 0, and a row changed by hand is found and mended', async () => {
    for (const key of ['a', 'b', 'c', 'd', 'e']) opened(key);
    for (let n = 0; n < 20; n += 1) worked('abcde'.charAt(n % 5), n);
    await followed(25);
    expect(await differencesFromRebuild(options(), board)).toEqual([]);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query("UPDATE read.trial_board_v1 SET minutes = 99 WHERE key = 'c'");
    await owner.end();
    expect(await differencesFromRebuild(options(), board)).toEqual(['c']);
    await rebuildProjection(options(), board);
    expect(await differencesFromRebuild(options(), board)).toEqual([]);
    expect((await rows()).get('c')?.minutes).toBe(2 + 7 + 12 + 17);
  });

  it('leaves parked events out of a rebuild, as the live table does', async () => {
    opened('a');
    opened('bad');
    worked('bad', 5);
    const consumption = await followed(worked('a', 1), 'bad');
    expect(await consumption.parked()).toHaveLength(1);
    expect((await rows()).get('bad')?.minutes).toBe(0);
    expect(await differencesFromRebuild(options(), board)).toEqual([]);
  });

  it('that is new to a consumer is built up to its checkpoint before it goes on, once', async () => {
    opened('a');
    const before = await bus.subscribe({ consumer: 'board', sources: ['intake'], handlers: new Map() });
    expect(await before.reached(new Map([['intake', 1]]), 5000)).toBe(true);
    await before.stop();
    expect((await rows()).size).toBe(0);
    await buildMissingProjections(options(), [board]);
    expect((await rows()).size).toBe(1);
    const [first] = (await pool.query('SELECT built_at FROM event_bus.built_projection')).rows as { built_at: Date }[];
    await buildMissingProjections(options(), [board]);
    expect((await pool.query('SELECT built_at FROM event_bus.built_projection')).rows).toEqual([first]);
  });

  it('refuses a name without a version', () => {
    expect(() => defineProjection<Dropped, Row>({ ...board, name: 'board', types, on: board.on })).toThrow('ends in its version');
  });
});
