import type { ServiceName } from '@huying/contracts';
import type { Pool } from 'pg';
import type { ConsumerTransaction } from '../event-bus.js';
import { Overtaken } from '../fault.js';

export type Positions = ReadonlyMap<ServiceName, number>;

interface CheckpointRow {
  readonly source: ServiceName;
  readonly position: string;
}

const positionsOf = (rows: readonly CheckpointRow[]): Map<ServiceName, number> =>
  new Map(rows.map(({ source, position }) => [source, Number(position)]));

const statement = 'SELECT source, position FROM event_bus.checkpoint WHERE consumer = $1 AND source = ANY ($2)';

/** The consumer's positions; a source that it has never read starts at 0. */
export async function openCheckpoints(
  transaction: ConsumerTransaction,
  consumer: string,
  sources: readonly ServiceName[],
): Promise<Map<ServiceName, number>> {
  await transaction.query(
    'INSERT INTO event_bus.checkpoint (consumer, source, position) SELECT $1, unnest($2::text[]), 0 ON CONFLICT DO NOTHING',
    [consumer, sources],
  );
  return positionsOf(await transaction.query<CheckpointRow>(statement, [consumer, sources]));
}

/** The consumer's positions as they are committed now; {@link openCheckpoints} must have been called once. */
export async function readCheckpoints(
  database: Pool,
  consumer: string,
  sources: readonly ServiceName[],
): Promise<Map<ServiceName, number>> {
  return positionsOf((await database.query<CheckpointRow>(statement, [consumer, sources])).rows);
}

/** Locks the consumer's checkpoints until the transaction ends: instances of a service settle one after the other. */
export async function lockCheckpoints(transaction: ConsumerTransaction, consumer: string): Promise<Map<ServiceName, number>> {
  return positionsOf(
    await transaction.query<CheckpointRow>(
      'SELECT source, position FROM event_bus.checkpoint WHERE consumer = $1 ORDER BY source FOR NO KEY UPDATE',
      [consumer],
    ),
  );
}

/** Moves the marks by compare-and-set. @throws Overtaken when one of them is no longer where the batch began. */
export async function moveCheckpoints(transaction: ConsumerTransaction, consumer: string, from: Positions, to: Positions): Promise<void> {
  const sources = [...to.keys()];
  const moved = await transaction.query(
    `UPDATE event_bus.checkpoint AS mark SET position = step.next, updated_at = clock_timestamp()
       FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS step (source, before, next)
      WHERE mark.consumer = $1 AND mark.source = step.source AND mark.position = step.before
      RETURNING mark.source`,
    [consumer, sources, sources.map((source) => from.get(source)), sources.map((source) => to.get(source))],
  );
  if (moved.length !== sources.length) throw new Overtaken(`${consumer}: a checkpoint moved under a running batch`);
}
