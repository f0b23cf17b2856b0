import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { startEmbeddedPostgres, temporaryDataFolder, type EmbeddedPostgres } from '@huying/platform/embedded-postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProvisioning } from './provision-environment.js';
import { provisionSystem } from './provision-system.js';

let dataDir: string;
let postgres: EmbeddedPostgres;
const passwordOf = (role: string): string => `password-of-${role}`;

/** As on a managed PostgreSQL: may make roles and databases, and is no superuser. */
const admin = 'managed_admin';
const urlOf = (role: string, database: string): string => {
  const url = new URL(postgres.url(database));
  url.username = role;
  url.password = passwordOf(role);
  return url.href;
};
async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return (await client.query<Record<string, unknown>>(sql).finally(() => client.end())).rows;
}

beforeAll(async () => {
  dataDir = await temporaryDataFolder('provision');
  postgres = await startEmbeddedPostgres({ dataDir, password: randomBytes(24).toString('base64url') });
  await query(postgres.url(), `CREATE ROLE ${admin} LOGIN CREATEDB CREATEROLE PASSWORD '${passwordOf(admin)}'`);
});
afterAll(async () => {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('provisioning as an administrator who is no superuser', () => {
  it('makes every role and database, and can be repeated', async () => {
    const provisioning = { adminUrl: urlOf(admin, 'postgres'), passwordOf };
    await provisionSystem(provisioning);
    await provisionSystem(provisioning);

    expect(await query(urlOf('huying_intake_owner', 'huying_intake'), 'SELECT current_user AS me')).toStrictEqual([
      { me: 'huying_intake_owner' },
    ]);
    expect(await query(urlOf('huying_dispatch_keys', 'huying_keys'), 'SELECT current_user AS me')).toHaveLength(1);
  });

  it('lets nobody into a database that is not his', async () => {
    await expect(query(urlOf('huying_intake_app', 'huying_dispatch'), 'SELECT 1')).rejects.toThrow(/permission denied for database/);
    await expect(query(urlOf('huying_intake_app', 'huying_keys'), 'SELECT 1')).rejects.toThrow(/permission denied for database/);
  });
});

describe('the settings of provisioning', () => {
  it('name every password file that is missing', () => {
    const env = { HUYING_ADMIN_DATABASE_URL: 'postgresql://postgres@db/postgres', HUYING_SECRETS_DIR: '/nowhere' };

    expect(() => loadProvisioning(env)).toThrow(/huying_keys_owner\.password[^]*huying_gateway_reader\.password/);
  });
});
