import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';

/** Group role that may SELECT the logs of every service, their checkpoints and published sizes, and nothing else. */
export const logReaderRole = 'huying_log_reader';

/** The database roles of one deployable. Each is a separate right: who migrates cannot be reached by who runs. */
export const rolesOf = (deployable: string) => ({
  owner: `huying_${deployable}_owner`,
  application: `huying_${deployable}_app`,
  reader: `huying_${deployable}_reader`,
  keys: `huying_${deployable}_keys`,
});

export const databaseOf = (deployable: string): string => `huying_${deployable}`;
export const keyStore = { database: 'huying_keys', owner: 'huying_keys_owner' } as const;

/** No statement may hold the log's head or an old snapshot for ever (DESIGN §4). */
const limits = { lock_timeout: '10s', statement_timeout: '60s', idle_in_transaction_session_timeout: '60s' };

/** Makes every role there is, or sets its password anew. Repeating it changes nothing. */
export async function provisionRoles(
  adminUrl: string,
  deployables: readonly string[],
  passwordOf: (role: string) => string,
): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const present = new Set((await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles')).rows.map((row) => row.rolname));
    const make = async (role: string, options: string): Promise<void> => {
      const verb = present.has(role) ? 'ALTER' : 'CREATE';
      await client.query(`${verb} ROLE ${escapeIdentifier(role)} ${options}`);
    };
    const makeLogin = (role: string): Promise<void> => make(role, `LOGIN PASSWORD ${escapeLiteral(passwordOf(role))}`);
    await make(logReaderRole, 'NOLOGIN');
    await makeLogin(keyStore.owner);
    await joinUnlessSuperuser(client, keyStore.owner);
    for (const deployable of deployables) {
      const { owner, application, reader, keys } = rolesOf(deployable);
      for (const role of [owner, application, reader, keys]) await makeLogin(role);
      await joinUnlessSuperuser(client, owner);
      await client.query(`GRANT ${logReaderRole} TO ${escapeIdentifier(reader)}`);
      await letSeeTransactions(client, application);
      for (const role of [application, reader, keys]) {
        for (const [name, value] of Object.entries(limits)) {
          await client.query(`ALTER ROLE ${escapeIdentifier(role)} SET ${name} = ${escapeLiteral(value)}`);
        }
      }
    }
  });
}

/** The administrator of a managed PostgreSQL is no superuser: to make a database for another role he must be a member of it. */
async function joinUnlessSuperuser(client: Client, role: string): Promise<void> {
  const { rows } = await client.query<{ superuser: boolean }>('SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user');
  if (rows[0]?.superuser === true) return;
  await client.query(`GRANT ${escapeIdentifier(role)} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE`);
}

export interface DatabaseRights {
  readonly database: string;
  /** Migrates; owns everything in it. */
  readonly owner: string;
  /** May connect; what they may do inside is granted by the migrations. Nobody else gets in. */
  readonly guests: readonly string[];
}

/** Makes a database that only its owner and guests can connect to. Repeating it changes nothing. */
export async function provisionDatabase(adminUrl: string, { database, owner, guests }: DatabaseRights): Promise<void> {
  const name = escapeIdentifier(database);
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER ${escapeIdentifier(owner)}`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    for (const guest of guests) await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${escapeIdentifier(guest)}`);
  });
  const inside = new URL(adminUrl);
  inside.pathname = `/${database}`;
  await withClient(inside.href, (client) => client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC'));
}

/**
 * Lets a service see, for its metrics, who holds an old snapshot on its database. An administrator of a managed database may not be able
 * to grant that: the service then sees its own transactions only, and says so (`huying_database_transactions_visible`).
 */
async function letSeeTransactions(client: Client, role: string): Promise<void> {
  try {
    await client.query(`GRANT pg_read_all_stats TO ${escapeIdentifier(role)}`);
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === insufficientPrivilege)) throw error;
  }
}

const insufficientPrivilege = '42501';

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
