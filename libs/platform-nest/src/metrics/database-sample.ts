import type { ServiceName } from '@huying/contracts';
import type { DataSource } from 'typeorm';

/** Who holds what on a database now. One open snapshot makes the log's head slower and slower (DESIGN §4). */
export interface TransactionSample {
  readonly oldestTransactionSeconds: number;
  readonly oldestXminAge: number;
  /** False where this role may not see the transactions of others (`pg_read_all_stats` is not granted): the figures are then its own. */
  readonly seesOthers: boolean;
}

export interface CheckpointSample {
  readonly consumer: string;
  readonly source: ServiceName;
  readonly position: number;
}

export interface ParkedSample {
  readonly consumer: string;
  readonly events: number;
}

/** Vacuum's own snapshots hold nothing back; prepared transactions and replication slots do, although nobody is connected. */
const transactions = `
  WITH holder AS (
    SELECT xact_start AS began, age(backend_xmin) AS xmin_age FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker'
    UNION ALL SELECT prepared, age(transaction) FROM pg_prepared_xacts WHERE database = current_database()
    UNION ALL SELECT NULL, age(xmin) FROM pg_replication_slots
  )
  SELECT coalesce(extract(epoch FROM clock_timestamp() - min(began)), 0)::float8 AS seconds,
         coalesce(max(xmin_age), 0)::float8 AS xmin_age,
         pg_has_role('pg_read_all_stats', 'USAGE') AS sees_others
    FROM holder`;

export async function sampleTransactions(dataSource: DataSource): Promise<TransactionSample> {
  const [row] = await dataSource.query<{ seconds: number; xmin_age: number; sees_others: boolean }[]>(transactions);
  return { oldestTransactionSeconds: row?.seconds ?? 0, oldestXminAge: row?.xmin_age ?? 0, seesOthers: row?.sees_others ?? false };
}

/** From the table, not from this process: another instance of the service may be the one that reads. */
export async function sampleCheckpoints(dataSource: DataSource): Promise<readonly CheckpointSample[]> {
  const rows = await dataSource.query<{ consumer: string; source: ServiceName; position: string }[]>(
    'SELECT consumer, source, position FROM event_bus.checkpoint',
  );
  return rows.map(({ position, ...row }) => ({ ...row, position: Number(position) }));
}

export async function sampleParked(dataSource: DataSource): Promise<readonly ParkedSample[]> {
  const rows = await dataSource.query<{ consumer: string; events: string }[]>(
    'SELECT consumer, count(*) AS events FROM event_bus.parked_event GROUP BY consumer',
  );
  return rows.map(({ consumer, events }) => ({ consumer, events: Number(events) }));
}
