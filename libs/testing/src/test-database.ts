import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeployableName } from '@huying/contracts';
import { keyStore, logReaderRole, provisionDatabase, rolesOf } from '@huying/platform/provisioning';
import { Client, escapeIdentifier } from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly database: string;
  /** May migrate. */
  readonly ownerUrl: string;
  /** May do what the migrations grant to {@link applicationRole}. */
  readonly applicationUrl: string;
  /** Member of {@link logReaderRole}. */
  readonly readerUrl: string;
  readonly applicationRole: string;
  readonly logReaderRole: string;
  /** URL of this database for any role of the system. */
  urlOf(role: string): string;
  drop(): Promise<void>;
}

/**
 * A new, empty database in the run's PostgreSQL, with the owner and guests that the running system would give it.
 * `service: 'keys'` gives a key store, whose application role is intake's unless `keysOf` names another service.
 */
export async function createTestDatabase(
  options: { readonly service?: DeployableName | 'keys'; readonly keysOf?: DeployableName } = {},
): Promise<TestDatabase> {
  const adminUrl = inject('postgresAdminUrl');
  const service = options.service ?? 'intake';
  const database = `huying_test_${service}_${randomBytes(6).toString('hex')}`;
  const urlOf = (role: string): string => {
    const url = new URL(adminUrl);
    url.username = role;
    url.pathname = `/${database}`;
    return url.href;
  };
  const { owner, application, reader } =
    service === 'keys'
      ? { owner: keyStore.owner, application: rolesOf(options.keysOf ?? 'intake').keys, reader: rolesOf('audit').reader }
      : { ...rolesOf(service), reader: rolesOf(service === 'audit' ? 'reporting' : 'audit').reader };
  const guests =
    service === 'keys'
      ? (['intake', 'dispatch', 'volunteers', 'reporting', 'audit', 'gateway'] as const).map((name) => rolesOf(name).keys)
      : [application, logReaderRole];
  await provisionDatabase(adminUrl, { database, owner, guests });
  return {
    database,
    ownerUrl: urlOf(owner),
    applicationUrl: urlOf(application),
    readerUrl: urlOf(reader),
    applicationRole: application,
    logReaderRole,
    urlOf,
    async drop() {
      const client = new Client({ connectionString: adminUrl });
      await client.connect();
      await untilUnused(client, database);
      await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(database)} WITH (FORCE)`).finally(() => client.end());
    },
  };
}

const closingMs = 1_000;

/** A pool that has ended may still be closing its connections, and one that is cut then is an error that nobody listens for. */
async function untilUnused(client: Client, database: string): Promise<void> {
  const until = Date.now() + closingMs;
  while (Date.now() < until) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [database]);
    if (rowCount === 0) return;
    await pause(10);
  }
}
