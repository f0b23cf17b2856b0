import type { ServiceName } from '@huying/contracts';
import type { LogReader } from '@huying/event-store';
import type { Pool } from 'pg';
import type { ConsumerTransaction, Delivery } from '../event-bus.js';
import { lockCheckpoints, openCheckpoints } from '../consumption/checkpoint.js';
import type { Positions } from '../consumption/checkpoint.js';
import { LogTail } from '../consumption/log-tail.js';
import { parkedEvents } from '../consumption/parking.js';
import { inTransaction } from '../consumption/transaction.js';
import type { ReadModel } from './projection.js';

export interface RebuildOptions {
  /** The service's own database, as its application role. */
  readonly database: Pool;
  /** The consumer that keeps the read models, with the logs that it reads. */
  readonly consumer: string;
  readonly readers: ReadonlyMap<ServiceName, LogReader>;
  readonly batch?: number;
}

const shadow = 'read_shadow';

/** Builds the read model again from position 0, beside the table in use, and swaps the rows when it has caught up. */
export function rebuildProjection(options: RebuildOptions, model: ReadModel): Promise<void> {
  return besideTheLiveTable(options, model, async (transaction) => {
    await transaction.query(`DELETE FROM ${model.table.in('read')}`);
    await transaction.query(`INSERT INTO ${model.table.in('read')} SELECT * FROM ${model.table.in(shadow)}`);
    await markBuilt(transaction, options.consumer, model);
  });
}

/** Keys whose rows differ from what a rebuild from position 0 gives: none, unless a fold is impure or a row was touched by hand. */
export function differencesFromRebuild(options: RebuildOptions, model: ReadModel): Promise<readonly string[]> {
  return besideTheLiveTable(options, model, async (transaction) => {
    const [live, built] = [model.table.in('read'), model.table.in(shadow)];
    const rows = await transaction.query<{ key: string }>(
      `SELECT DISTINCT key FROM ((TABLE ${live} EXCEPT TABLE ${built}) UNION ALL (TABLE ${built} EXCEPT TABLE ${live})) AS odd ORDER BY key`,
    );
    return rows.map(({ key }) => key);
  });
}

/** To be called before the consumer subscribes: builds the read models that are new in this build of the service. */
export async function buildMissingProjections(options: RebuildOptions, models: readonly ReadModel[]): Promise<void> {
  const built = await inTransaction(options.database, async (transaction) => {
    const rows = await transaction.query<{ projection: string }>('SELECT projection FROM event_bus.built_projection WHERE consumer = $1', [
      options.consumer,
    ]);
    return new Set(rows.map(({ projection }) => projection));
  });
  for (const model of models) if (!built.has(model.name)) await rebuildProjection(options, model);
}

/**
 * Fills a shadow table from position 0, without holding anything up; then, with the checkpoints locked, folds what came meanwhile and
 * lets `finish` use both tables at the very same positions.
 */
async function besideTheLiveTable<Result>(
  options: RebuildOptions,
  model: ReadModel,
  finish: (transaction: ConsumerTransaction) => Promise<Result>,
): Promise<Result> {
  const { database, consumer, readers } = options;
  const sources = [...readers.keys()];
  const start = await inTransaction(database, async (transaction) => {
    await transaction.query(`DROP TABLE IF EXISTS ${model.table.in(shadow)}`);
    await transaction.query(model.table.createTableSql(shadow));
    return openCheckpoints(transaction, consumer, sources);
  });
  const tail = new UpTo(readers, options.batch ?? 500);
  try {
    for await (const deliveries of tail.batches(start))
      await inTransaction(database, (transaction) => foldUnparked(model, consumer, deliveries, transaction));
    return await inTransaction(database, async (transaction) => {
      const now = await lockCheckpoints(transaction, consumer);
      for await (const deliveries of tail.batches(now)) await foldUnparked(model, consumer, deliveries, transaction);
      return finish(transaction);
    });
  } finally {
    await inTransaction(database, (transaction) => transaction.query(`DROP TABLE IF EXISTS ${model.table.in(shadow)}`));
  }
}

async function foldUnparked(
  model: ReadModel,
  consumer: string,
  deliveries: readonly Delivery[],
  transaction: ConsumerTransaction,
): Promise<void> {
  const parked = new Set((await parkedEvents(transaction, consumer)).map(({ source, position }) => `${source}:${String(position)}`));
  await model.foldInto(
    shadow,
    deliveries.filter(({ source, recorded }) => !parked.has(`${source}:${String(recorded.position)}`)),
    transaction,
  );
}

async function markBuilt(transaction: ConsumerTransaction, consumer: string, model: ReadModel): Promise<void> {
  await transaction.query(
    `INSERT INTO event_bus.built_projection (consumer, projection) VALUES ($1, $2)
     ON CONFLICT (consumer, projection) DO UPDATE SET built_at = clock_timestamp()`,
    [consumer, model.name],
  );
}

/** Reads logs from position 0, in steps, up to given positions. */
class UpTo {
  private readonly tail: LogTail;
  private readonly reached = new Map<ServiceName, number>();
  private ahead: Delivery[] = [];

  constructor(readers: ReadonlyMap<ServiceName, LogReader>, batch: number) {
    for (const source of readers.keys()) this.reached.set(source, 0);
    this.tail = new LogTail(readers, this.reached, batch);
  }

  async *batches(limit: Positions): AsyncGenerator<readonly Delivery[]> {
    const within = ({ source, recorded }: Delivery): boolean => recorded.position <= (limit.get(source) ?? 0);
    while ([...this.reached].some(([source, position]) => position < (limit.get(source) ?? 0))) {
      const read = [...this.ahead, ...(await this.tail.next())];
      const due = read.filter(within);
      this.ahead = read.filter((delivery) => !within(delivery));
      for (const { source, recorded } of due) this.reached.set(source, recorded.position);
      if (due.length > 0) yield due;
    }
  }
}
