import { deployables, services, type ServiceName } from '@huying/contracts';
import { databaseOf, keyStore } from '@huying/platform/provisioning';
import pg from 'pg';

/** Every database as it was at one moment. The snapshots stay open until {@link close}: they hold vacuum back, so read them soon. */
export interface StillMoment {
  readonly takenAt: number;
  readonly heads: Readonly<Record<ServiceName, number>>;
  /** How long appends waited for it. */
  readonly pausedMs: number;
  /** A read-only transaction on the database's snapshot. */
  snapshotOf(database: string): pg.Client;
  close(): Promise<void>;
}

/**
 * Fixes one moment over all databases. Appends take the lock of their log's head (DESIGN §4); while we hold all of those locks, no log grows,
 * and snapshots taken meanwhile agree with one another: no consumer is ahead of a log, no effect is without its cause, and every key that
 * sealed something is in the key store. The locks are held for as long as it takes to begin seven transactions.
 *
 * @param urlOf URL of the superuser, for a database.
 */
export async function holdStill(urlOf: (database: string) => string): Promise<StillMoment> {
  const databases = [...deployables.map(databaseOf), keyStore.database];
  const clients: pg.Client[] = [];
  const connect = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: urlOf(database), application_name: 'huying backup', keepAlive: true });
    // A connection that breaks fails the statement on it; the event beside it tells nothing more.
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  const close = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  };
  try {
    const snapshots = new Map(await Promise.all(databases.map(async (name) => [name, await connect(name)] as const)));
    const lockers = await Promise.all(services.map(async (service) => [service, await connect(databaseOf(service))] as const));
    const began = performance.now();
    const heads: [ServiceName, number][] = [];
    for (const [service, client] of lockers) heads.push([service, await lockHead(client)]);
    await Promise.all([...snapshots.values()].map(beginSnapshot));
    const takenAt = Date.now();
    await Promise.all(lockers.map(([, client]) => client.query('ROLLBACK')));
    const pausedMs = Math.round(performance.now() - began);
    await Promise.all(lockers.map(([, client]) => client.end()));
    return {
      takenAt,
      pausedMs,
      heads: Object.fromEntries(heads) as Record<ServiceName, number>,
      snapshotOf: (database) => {
        const client = snapshots.get(database);
        if (client === undefined) throw new RangeError(`no snapshot of ${database}`);
        return client;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function lockHead(client: pg.Client): Promise<number> {
  await client.query(`BEGIN; SET LOCAL lock_timeout = '10s'`);
  const { rows } = await client.query<{ position: string }>('SELECT position FROM event_store.head WHERE id = 1 FOR UPDATE');
  return Number(rows[0]?.position);
}

async function beginSnapshot(client: pg.Client): Promise<void> {
  // The snapshot is taken by the first statement, not by BEGIN.
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT 1');
}
