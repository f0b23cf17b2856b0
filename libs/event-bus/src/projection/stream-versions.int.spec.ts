import { defineEventTypes } from '@huying/contracts';
import { createTestDatabase, type TestDatabase } from '@huying/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toDelivery } from '../delivery.js';
import { eventBusMigrations } from '../event-bus-migrations.js';
import { WrittenLog } from '../log-for-tests.spec.js';
import { inTransaction } from '../consumption/transaction.js';
import { projectionMigrations } from './projection-migrations.js';
import { streamVersions } from './stream-versions.js';

const types = defineEventTypes(
  { context: 'trial', owner: 'intake', category: 'trial' },
  { Opened: { zh: '开', data: {} }, Worked: { zh: '办', data: {} } },
);
const others = defineEventTypes({ context: 'other', owner: 'intake', category: 'other' }, { Seen: { zh: '看', data: {} } });
const versions = streamVersions('trial_versions_v1', Object.values(types));

describe('the versions of streams', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let log: WrittenLog;

  beforeEach(async () => {
    database = await createTestDatabase({ service: 'reporting' });
    const migrations = [...eventBusMigrations(database), ...projectionMigrations([versions], database)];
    const source = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations }).initialize();
    await source.runMigrations();
    await source.destroy();
    pool = new pg.Pool({ connectionString: database.applicationUrl, max: 1 });
    log = new WrittenLog('intake');
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const fold = async (from: number, to: number): Promise<void> => {
    const deliveries = (await log.read(from - 1, to - from + 1)).map((recorded) => toDelivery('intake', recorded));
    await inTransaction(pool, (transaction) => versions.foldInto('read', deliveries, transaction));
  };
  const rows = async () =>
    (await pool.query<{ key: string; version: number }>('SELECT key, version FROM read.trial_versions_v1 ORDER BY key')).rows;

  it('count every event of the category, and no other', async () => {
    for (const [type, caseKey] of [
      [types.Opened.type, 'a'],
      [types.Opened.type, 'b'],
      [types.Worked.type, 'a'],
      [others.Seen.type, 'c'],
    ] as const)
      log.write({ type, caseKey });
    await fold(1, 4);
    expect(await rows()).toEqual([
      { key: 'trial-a', version: 2 },
      { key: 'trial-b', version: 1 },
    ]);
  });

  it('never go back when events are handed over again', async () => {
    for (let n = 0; n < 3; n += 1) log.write({ type: types.Worked.type, caseKey: 'a' });
    await fold(1, 3);
    await fold(1, 2);
    expect(await rows()).toEqual([{ key: 'trial-a', version: 3 }]);
  });
});
