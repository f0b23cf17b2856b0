import type { Json } from '@huying/kernel';
import pg from 'pg';
import type { AppendObserver } from '../append-observer.js';
import { checkAppend, checkCommand } from '../check-append.js';
import type { Append, AppendResult, CommandIdentity, CommandRecord, EventStore, RecordedEvent, StreamName } from '../event-store.js';
import { GroupCommit, type Settled } from '../group-commit.js';
import { BatchAppender } from './batch-appender.js';
import { binaryArray } from './binary-array.js';
import { GrowthHint, growthChannel } from './growth.js';
import { headStatement, readLogRows } from './log-rows.js';
import { patiently } from './patience.js';
import { readStreamRows, type EventRow } from './stream-rows.js';

export interface PostgresEventStoreOptions {
  /** The service's database under its application role, which may read events and execute the append functions, nothing else. */
  readonly connectionString: string;
  /** Connections, at most. One or two carry appends, the rest serves reading. */
  readonly connectionsMax?: number;
  /** Commands in one statement, at most. */
  readonly batchMax?: number;
  /** Append statements under way at once. */
  readonly lanes?: number;
  /** How long a request waits for a database that is away before it fails with `EventStoreUnavailable`. */
  readonly patienceMs?: number;
  /** Told how long appends take and how large batches are. Left out, nothing is measured. */
  readonly observer?: AppendObserver;
}

interface Remembering {
  readonly command: CommandIdentity;
  readonly answer: Json;
}

/** The log in PostgreSQL (DESIGN §4): group commit over one stored function, fast path first. */
export function createPostgresEventStore(options: PostgresEventStoreOptions): EventStore {
  return new PostgresEventStore(options);
}

const readBatch = 1_000;

class PostgresEventStore implements EventStore {
  private readonly pool: pg.Pool;
  private readonly patienceMs: number;
  private readonly appends: GroupCommit<Append, AppendResult>;
  private readonly answers: GroupCommit<Remembering, boolean>;
  private readonly hint: GrowthHint;
  private readonly observer: AppendObserver | undefined;

  constructor({
    connectionString,
    connectionsMax = 4,
    batchMax = 256,
    lanes = 2,
    patienceMs = 15_000,
    observer,
  }: PostgresEventStoreOptions) {
    this.patienceMs = patienceMs;
    this.observer = observer;
    this.pool = new pg.Pool({
      connectionString,
      max: connectionsMax,
      application_name: 'huying event store',
      connectionTimeoutMillis: 5_000,
      lock_timeout: 5_000,
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 5_000,
      keepAlive: true,
    });
    // An idle connection that breaks is replaced on next use; without a listener Node would end the process.
    this.pool.on('error', () => undefined);
    const appender = new BatchAppender(this.pool, patienceMs);
    this.appends = new GroupCommit({
      batchMax,
      lanes,
      keysOf: ({ stream, command }) => [stream, command.id],
      send: (batch) => {
        observer?.sent(batch.length);
        return appender.send(batch);
      },
    });
    this.answers = new GroupCommit({ batchMax, lanes: 1, keysOf: ({ command }) => [command.id], send: (batch) => this.keep(batch) });
    this.hint = new GrowthHint(() => this.notify());
  }

  async append(append: Append): Promise<AppendResult> {
    checkAppend(append);
    const result = await (this.observer === undefined ? this.appends.submit(append) : this.observed(this.observer, append));
    if (result.kind === 'appended') this.hint.grown();
    return result;
  }

  remember(command: CommandIdentity, answer: Json): Promise<boolean> {
    checkCommand(command);
    return this.answers.submit({ command, answer });
  }

  async findCommand(id: string): Promise<CommandRecord | undefined> {
    const rows = await this.query<FoundCommand>('look up a command', {
      name: 'find_command',
      text: "SELECT encode(digest, 'hex') AS digest, stream, first, last, version, answer FROM event_store.find_command($1)",
      values: [id],
    });
    return rows[0] && commandRecord(rows[0]);
  }

  readStream(stream: StreamName, after = 0): AsyncIterable<RecordedEvent> {
    return readStreamRows((what, statement) => this.query<EventRow>(what, statement), stream, after);
  }

  async *readLog(
    after: number,
    { batch = readBatch, upTo = Number.MAX_SAFE_INTEGER }: { batch?: number; upTo?: number } = {},
  ): AsyncGenerator<RecordedEvent> {
    for (let position = after; position < upTo;) {
      const limit = Math.min(batch, upTo - position);
      const events = await patiently(this.patienceMs, 'read the log', () =>
        this.onConnection((client) => readLogRows(client, position, limit)),
      );
      yield* events;
      if (events.length < limit) return;
      position += events.length;
    }
  }

  async head(): Promise<number> {
    const rows = await this.query<{ position: string }>('read the head', headStatement);
    return Number(rows[0]?.position);
  }

  async close(): Promise<void> {
    await Promise.all([this.appends.drained(), this.answers.drained()]);
    await this.hint.told();
    await this.pool.end();
  }

  private async observed(observer: AppendObserver, append: Append): Promise<AppendResult> {
    const began = performance.now();
    try {
      const result = await this.appends.submit(append);
      observer.ended(result.kind, (performance.now() - began) / 1000);
      return result;
    } catch (error) {
      observer.ended('failed', (performance.now() - began) / 1000);
      throw error;
    }
  }

  private async keep(batch: readonly Remembering[]): Promise<readonly Settled<boolean>[]> {
    try {
      const rows = await this.query<{ kept: boolean }>('remember answers', {
        name: 'remember_answers',
        text: 'SELECT kept FROM event_store.remember_answers($1, $2, $3) AS kept',
        values: [
          binaryArray.uuid(batch.map(({ command }) => command.id)),
          binaryArray.hex(batch.map(({ command }) => command.digest)),
          binaryArray.jsonb(batch.map(({ answer }) => JSON.stringify(answer))),
        ],
      });
      return rows.map(({ kept }) => ({ answer: kept }));
    } catch (error) {
      const failure = error instanceof Error ? error : new Error('remembering answers failed', { cause: error });
      return batch.map(() => ({ failure }));
    }
  }

  private async query<Row extends pg.QueryResultRow>(
    what: string,
    statement: { name: string; text: string; values?: unknown[] },
  ): Promise<readonly Row[]> {
    const { rows } = await patiently(this.patienceMs, what, () => this.pool.query<Row>(statement));
    return rows;
  }

  private async onConnection<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let broken = true;
    try {
      const result = await work(client);
      broken = false;
      return result;
    } finally {
      client.release(broken);
    }
  }

  /** The hint's own transaction need not wait for the disk: losing it loses nothing. */
  private notify(): Promise<unknown> {
    return this.pool.query({
      name: 'hint_growth',
      text: `SELECT set_config('synchronous_commit', 'off', true), pg_notify('${growthChannel}', '')`,
    });
  }
}

interface FoundCommand {
  readonly digest: string;
  readonly stream: string;
  readonly first: string | null;
  readonly last: string | null;
  readonly version: number | null;
  readonly answer: Json;
}

/** `event_store.unknown_digest()` (0008_refill.sql). */
const unknownDigest = '00'.repeat(32);

function commandRecord({ digest, stream, first, last, version, answer }: FoundCommand): CommandRecord {
  return first === null
    ? { kind: 'answered', digest, answer }
    : {
        kind: 'appended',
        digest: digest === unknownDigest ? undefined : digest,
        stream,
        first: Number(first),
        last: Number(last),
        version: Number(version),
      };
}
