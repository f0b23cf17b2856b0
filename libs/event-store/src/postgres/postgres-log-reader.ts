import pg from 'pg';
import type { LogReader, RecordedEvent } from '../event-store.js';
import { growthChannel } from './growth.js';
import { headStatement, readLogRows } from './log-rows.js';
import { patiently } from './patience.js';

export interface LogReaderOptions {
  /** The source service's database under the reading service's reader role. */
  readonly connectionString: string;
  /** How long a read waits for a database that is away before it fails with `EventStoreUnavailable`. */
  readonly patienceMs?: number;
}

/** Reads another service's log over one connection, which also listens for the log's growth. */
export function createLogReader(options: LogReaderOptions): LogReader {
  return new PostgresLogReader(options);
}

class PostgresLogReader implements LogReader {
  private readonly listeners = new Set<() => void>();
  private readonly connectionString: string;
  private readonly patienceMs: number;
  private connection: Promise<pg.Client> | undefined;
  private closed = false;
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor({ connectionString, patienceMs = 15_000 }: LogReaderOptions) {
    this.connectionString = connectionString;
    this.patienceMs = patienceMs;
  }

  read(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.patiently('read a log', (client) => readLogRows(client, after, limit));
  }

  head(): Promise<number> {
    return this.patiently('read the head of a log', async (client) => {
      const { rows } = await client.query<{ position: string }>(headStatement);
      return Number(rows[0]?.position);
    });
  }

  async onGrowth(listener: () => void): Promise<() => Promise<void>> {
    this.listeners.add(listener);
    await this.patiently('listen to a log', () => Promise.resolve());
    return () => {
      this.listeners.delete(listener);
      return Promise.resolve();
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
    const client = await this.connection?.catch(() => undefined);
    await client?.end();
  }

  private patiently<Result>(what: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    return patiently(this.patienceMs, what, async () => {
      const client = await this.connected();
      return this.inTurn(() => work(client)).catch((error: unknown) => {
        throw isNotMigratedYet(error) ? new Error('the log is not there yet', { cause: error }) : error;
      });
    });
  }

  /** One statement at a time: many consumers of a process read over this one connection. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.lastTurn.then(work);
    this.lastTurn = result.catch(() => undefined); // Whoever asked for it sees the failure; the next in turn must not.
    return result;
  }

  private connected(): Promise<pg.Client> {
    if (this.closed) throw new RangeError('this reader is closed');
    if (this.connection !== undefined) return this.connection;
    const connection = this.connect(() => {
      if (this.connection === connection) this.connection = undefined;
    });
    this.connection = connection;
    return connection;
  }

  private async connect(forget: () => void): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'huying log reader',
      connectionTimeoutMillis: 5_000,
      statement_timeout: 30_000,
      keepAlive: true,
    });
    // Fires for a connection lost while idle as well. Whoever listens is woken, reads, and so connects and listens again.
    client.on('error', forget); // A broken connection may complain more than once.
    client.once('end', () => {
      forget();
      if (!this.closed) this.wake();
    });
    client.on('notification', () => {
      this.wake();
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${growthChannel}`);
      return client;
    } catch (error) {
      forget();
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  private wake(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Undefined table, undefined schema, right not granted: services start in any order, and this one's source has not migrated yet. */
const notMigratedYet = new Set(['42P01', '3F000', '42501']);
const isNotMigratedYet = (error: unknown): boolean => error instanceof pg.DatabaseError && notMigratedYet.has(error.code ?? '');
