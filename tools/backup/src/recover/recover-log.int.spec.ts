import { rm } from 'node:fs/promises';
import { deployables } from '@huying/contracts';
import { refillLog } from '@huying/event-store';
import { createLogger } from '@huying/platform';
import { temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { databaseOf } from '@huying/platform/provisioning';
import { migrate } from '@huying/platform-nest';
import { databaseUrls, provisionDatabases } from '@huying/start';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationsOf } from '../databases.js';
import { openStopped } from '../installation.js';
import { silentProgress } from '../progress.js';
import { recoverLog, type Recovered } from './recover-log.js';

let dataDir: string;
const service = 'intake';

const bodyOf = (position: number, words = 'as it was'): Buffer =>
  Buffer.from(
    JSON.stringify({
      position: String(position),
      recordedat: '2026-06-18T09:00:00.000+08:00',
      type: 'cn.huying.case.Noted.v1',
      subject: 'case-a',
      time: '2026-06-18T09:00:00.000+08:00',
      streamversion: String(position),
      commandid: `00000000-0000-7000-8000-${String(position).padStart(12, '0')}`,
      data: { words },
    }),
  );

async function* one(bodies: readonly Buffer[]): AsyncGenerator<readonly Buffer[]> {
  yield await Promise.resolve(bodies);
}

/** Does something to the databases of the stopped installation, as their superuser. */
async function withDatabase<Result>(name: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const { postgres, close } = await openStopped(dataDir);
  const client = new Client({ connectionString: postgres.url(name) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
    await close();
  }
}

const audit = (body: Buffer, position: number) =>
  withDatabase(databaseOf('audit'), async (client) => {
    await client.query(
      `INSERT INTO audit_log.event (source, position, stream, stream_version, type, "time", recordedat, known_at, actor, body)
       VALUES ($1, $2::bigint, 'case-a', $2::bigint, 'cn.huying.case.Noted.v1', now(), now(), now(), 'somebody', $3)`,
      [service, position, body],
    );
    await client.query('UPDATE audit_log.source SET complete_up_to = $2 WHERE source = $1', [service, position]);
  });

const lengthOfLog = (): Promise<number> =>
  withDatabase(databaseOf(service), async (client) => (await client.query('SELECT position FROM event_store.event')).rows.length);

const recover = (): Promise<Recovered> => recoverLog({ dataDir, service, progress: silentProgress });

/** One story, told in order on one installation: a start of PostgreSQL for each step is dear enough. */
describe('recovering a log from the audit copy', () => {
  beforeAll(async () => {
    dataDir = await temporaryDataFolder('recover');
    const { postgres, secrets, close } = await openStopped(dataDir);
    await provisionDatabases(postgres, secrets);
    const logger = createLogger({ name: 'spec', level: 'silent' });
    for (const name of deployables) await migrate(databaseUrls(postgres, secrets, name).owner, migrationsOf(name), logger);
    await refillLog(databaseUrls(postgres, secrets, service).owner, one([bodyOf(1), bodyOf(2)]));
    await close();
    await audit(bodyOf(1), 1);
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('changes nothing where the log has all that the copy has', async () => {
    expect(await recover()).toEqual({ before: 2, after: 2 });
  });

  it('refuses a copy that tells another history, names the position, and writes nothing', async () => {
    await audit(bodyOf(2, 'as it never was'), 2);
    await audit(bodyOf(3), 3);
    await expect(recover()).rejects.toThrow('hold different events at position 2: they are two histories');
    expect(await lengthOfLog()).toBe(2);
  });

  it('refills what the copy holds', async () => {
    await withDatabase(databaseOf('audit'), async (client) => {
      await client.query('SET session_replication_role = replica');
      await client.query('UPDATE audit_log.event SET body = $1 WHERE position = 2', [bodyOf(2)]);
    });
    expect(await recover()).toEqual({ before: 2, after: 3 });
    expect(await lengthOfLog()).toBe(3);
  });

  it('says who has seen more than any copy holds: a consumer, or an event that names its cause', async () => {
    await withDatabase(databaseOf('dispatch'), async (client) => {
      await client.query(`INSERT INTO event_bus.checkpoint (consumer, source, position) VALUES ('orders', $1, 4)`, [service]);
      await client.query(
        `INSERT INTO event_store.event (position, stream, version, type, command_id, n, command_digest, cause_source, cause_position,
                                        occurred_at, recorded_at, body)
         VALUES (1, 'order-a', 1, 'cn.huying.order.HandoverTaken.v1', gen_random_uuid(), 0, sha256(''), $1, 5, now(), now(), '{}')`,
        [service],
      );
    });
    const refused = recover();
    await expect(refused).rejects.toThrow(
      'ends at position 3, but more had been seen (consumer dispatch/orders: 4, an event of dispatch: 5)',
    );
    await expect(refused).rejects.toMatchObject({ zh: expect.stringContaining('该服务保持关闭') as string });
  });
});
