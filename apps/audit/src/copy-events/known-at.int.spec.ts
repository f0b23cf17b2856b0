import { createLogger } from '@huying/platform';
import { migrate, serviceMigrations } from '@huying/platform-nest';
import { createTestDatabase, type TestDatabase } from '@huying/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditMigrations } from '../create-audit.js';

let database: TestDatabase;
let client: pg.Client;
const logger = createLogger({ name: 'spec', level: 'silent' });

beforeAll(async () => {
  database = await createTestDatabase({ service: 'audit' });
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('the migration that tells when each event was known', () => {
  it('puts no event before its cause, nor before an earlier one of its log, through any chain of clocks that disagree', async () => {
    const all = serviceMigrations(auditMigrations)(database);
    const before = all.filter((migration) => !/audit_0005_|audit_0006_/.test(new migration().name ?? ''));
    expect(all.length - before.length).toBe(2);
    await migrate(database.ownerUrl, before, logger);
    // Intake 1 at :10 causes dispatch 1 at :05, after which dispatch 2 at :06; that causes volunteers 1 at :01. Dispatch 3 is at :20.
    await client.query(
      `INSERT INTO audit_log.event (source, position, stream, stream_version, type, cause_source, cause_position, "time", recordedat, actor, body)
       SELECT source, position, 's-' || source || position, 1, 't', cause_source, cause_position, at, at, 'spec', '\\x'
         FROM (VALUES ('intake', 1, NULL, NULL, '2026-06-15 09:00:10+08'::timestamptz), ('dispatch', 1, 'intake', 1, '2026-06-15 09:00:05+08'),
                      ('dispatch', 2, NULL, NULL, '2026-06-15 09:00:06+08'), ('dispatch', 3, NULL, NULL, '2026-06-15 09:00:20+08'),
                      ('volunteers', 1, 'dispatch', 2, '2026-06-15 09:00:01+08')) AS told (source, position, cause_source, cause_position, at)`,
    );
    await migrate(database.ownerUrl, all, logger);
    const { rows } = await client.query<{ event: string; second: number }>(
      `SELECT source || ':' || position AS event, extract(second FROM known_at)::integer AS second FROM audit_log.event ORDER BY 1`,
    );
    expect(Object.fromEntries(rows.map(({ event, second }) => [event, second]))).toEqual({
      'intake:1': 10,
      'dispatch:1': 10,
      'dispatch:2': 10,
      'dispatch:3': 20,
      'volunteers:1': 10,
    });
    const last = await client.query(
      `SELECT extract(second FROM last_known_at)::integer AS second FROM audit_log.source WHERE source = 'dispatch'`,
    );
    expect(last.rows).toEqual([{ second: 20 }]);
    await expect(client.query(`UPDATE audit_log.event SET known_at = now()`)).rejects.toThrow('append-only');
  });
});
