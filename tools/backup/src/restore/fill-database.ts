import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createLogger } from '@huying/platform';
import { migrate, type MigrationClass } from '@huying/platform-nest';
import { Client, escapeIdentifier } from 'pg';
import { from } from 'pg-copy-streams';
import { BackupFault } from '../backup-fault.js';
import type { DatabaseCopy, TableCopy } from '../folder/manifest.js';

export interface PlaceToFill {
  /** Superuser's URL of the database: he alone may put rows back under triggers that refuse it to everybody. */
  readonly adminUrl: string;
  /** Folder that the paths of the copy begin in. */
  readonly folder: string;
  readonly onBytes: (bytes: number) => void;
}

/**
 * Makes the tables that the database had when it was backed up: this version's migrations, as far as it had had them. Later ones follow at
 * the next start, with the data in place, as they did once.
 *
 * @throws BackupFault where the backup has had a migration that this version does not know.
 */
export async function makeTables(
  ownerUrl: string,
  { migrations, database }: DatabaseCopy,
  known: readonly MigrationClass[],
): Promise<void> {
  const had = new Set(migrations);
  const chosen = known.filter((migration) => had.has(nameOf(migration)));
  const names = new Set(chosen.map(nameOf));
  // A read model that this version has given up is not needed: what took its place is built from the logs.
  const unknown = migrations.find((name) => !names.has(name) && !name.startsWith('Read_'));
  if (unknown !== undefined) {
    throw new BackupFault(
      `The backup of ${database} was made by a newer version of Huying (it has had ${unknown}). Restore it with that version.`,
      `${database} 的备份由更新版本的呼应生成（含迁移 ${unknown}）。请使用该版本恢复。`,
    );
  }
  await migrate(ownerUrl, chosen, createLogger({ name: 'restore', level: 'silent' }));
}

const nameOf = (migration: MigrationClass): string => {
  const made = new migration();
  return made.name ?? migration.name;
};

/** Puts every row back, in one transaction, over what the migrations had put there. */
export async function fillTables(copy: DatabaseCopy, { adminUrl, folder, onBytes }: PlaceToFill): Promise<void> {
  const client = new Client({ connectionString: adminUrl, application_name: 'huying restore' });
  await client.connect();
  try {
    // As a replica: the rows have been through triggers and foreign keys once.
    await client.query('BEGIN; SET LOCAL session_replication_role = replica');
    for (const table of copy.tables) {
      if (!(await isThere(client, table))) continue;
      await client.query(`DELETE FROM ${qualified(table)}`);
      for (const { path, rows } of table.files) await copyIn(client, table, join(folder, path), rows, onBytes);
    }
    for (const { schema, sequence, last } of copy.sequences) {
      await client.query('SELECT setval($1, $2)', [`${escapeIdentifier(schema)}.${escapeIdentifier(sequence)}`, last]);
    }
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

async function isThere(client: Client, table: TableCopy): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [qualified(table)]);
  if (rows[0]?.there === true) return true;
  if (table.schema === 'read') return false;
  throw new BackupFault(
    `This version of Huying has no table ${table.schema}.${table.table}, which the backup holds. Restore it with the version that made it.`,
    `本版本没有备份中的数据表 ${table.schema}.${table.table}。请使用生成备份的版本恢复。`,
  );
}

async function copyIn(client: Client, table: TableCopy, file: string, rows: number, onBytes: (bytes: number) => void): Promise<void> {
  const columns = table.columns.map(escapeIdentifier).join(', ');
  const sink = client.query(from(`COPY ${qualified(table)} (${columns}) FROM STDIN (FORMAT binary)`));
  const source = createReadStream(file).on('data', (chunk) => onBytes(chunk.length));
  await pipeline(source, createGunzip({ chunkSize: 262_144 }), sink);
  if (sink.rowCount !== rows) throw new Error(`${file}: PostgreSQL took ${String(sink.rowCount)} rows of ${String(rows)}`);
}

const qualified = ({ schema, table }: TableCopy): string => `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
