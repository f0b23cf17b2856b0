import { escapeIdentifier, Client } from 'pg';
import { to } from 'pg-copy-streams';
import type { FolderWriter } from '../folder/folder-writer.js';
import type { DatabaseCopy, RowsFile, TableCopy } from '../folder/manifest.js';
import { migrationsIn, sequencesIn, tablesIn, type TableToCopy } from './table-catalogue.js';

/** A table whose rows are only ever added, by dense positions: it is read in ranges, without holding a snapshot open. */
export interface DenseTable {
  readonly name: string;
  readonly source?: string;
  /** The last position that the backup holds. */
  readonly upTo: number;
}

const rowsPerFile = 50_000;

/**
 * Copies all tables but the dense ones from the snapshot, then ends its transaction: it lasts as long as the read models are large, and no
 * longer.
 */
export async function copySnapshot(
  database: string,
  snapshot: Client,
  into: FolderWriter,
  { folder, dense, onBytes }: { folder: string; dense: readonly string[]; onBytes: (bytes: number) => void },
): Promise<DatabaseCopy> {
  const all = await tablesIn(snapshot);
  const { rows } = await snapshot.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
  const described = {
    database,
    migrations: await migrationsIn(snapshot),
    sequences: await sequencesIn(snapshot),
    bytesOnDisk: Number(rows[0]?.bytes),
  };
  const tables: TableCopy[] = [];
  for (const table of all) {
    const files = dense.includes(nameOf(table))
      ? []
      : [await copyOut(snapshot, table, '', `${folder}/${nameOf(table)}.copy.gz`, into, onBytes)];
    tables.push({ ...table, files });
  }
  await snapshot.query('COMMIT');
  return { ...described, tables };
}

/** Adds the rows of the dense tables, which have not changed since the moment, whatever was added behind them. */
export async function copyDense(
  url: string,
  copy: DatabaseCopy,
  into: FolderWriter,
  { folder, dense, onBytes }: { folder: string; dense: readonly DenseTable[]; onBytes: (bytes: number) => void },
): Promise<DatabaseCopy> {
  const client = new Client({ connectionString: url, application_name: 'huying backup', keepAlive: true });
  await client.connect();
  try {
    const tables: TableCopy[] = [];
    for (const table of copy.tables) {
      const files: RowsFile[] = [];
      for (const { source, upTo } of dense.filter(({ name }) => name === nameOf(table))) {
        for (let after = 0; after < upTo; after += rowsPerFile) {
          const last = Math.min(after + rowsPerFile, upTo);
          // Names of services are our own constants; nothing of a user reaches this text.
          const where = `${source === undefined ? '' : `source = '${source}' AND `}position > ${String(after)} AND position <= ${String(last)}`;
          const path = `${folder}/${nameOf(table)}/${source === undefined ? '' : `${source}/`}${String(after + 1).padStart(12, '0')}.copy.gz`;
          files.push(await copyOut(client, table, `WHERE ${where} ORDER BY position`, path, into, onBytes));
        }
      }
      tables.push(files.length === 0 ? table : { ...table, files });
    }
    return { ...copy, tables };
  } finally {
    await client.end();
  }
}

async function copyOut(
  client: Client,
  { schema, table, columns }: TableToCopy,
  rest: string,
  path: string,
  into: FolderWriter,
  onBytes: (bytes: number) => void,
): Promise<RowsFile> {
  const list = columns.map(escapeIdentifier).join(', ');
  const rows = client.query(
    to(`COPY (SELECT ${list} FROM ${escapeIdentifier(schema)}.${escapeIdentifier(table)} ${rest}) TO STDOUT (FORMAT binary)`),
  );
  await into.write(path, rows, { gzip: true, onBytes });
  return { path, rows: rows.rowCount };
}

const nameOf = ({ schema, table }: TableToCopy): string => `${schema}.${table}`;
