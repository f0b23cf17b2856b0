import type { ServiceName } from '@huying/contracts';
import { databaseOf } from '@huying/platform/provisioning';
import { databaseUrls, provisionDatabases, refuseUnfinishedRestore } from '@huying/start';
import { Client, escapeIdentifier } from 'pg';
import { BackupFault } from '../backup-fault.js';
import { migrationsOf } from '../databases.js';
import { freeBytes, requireSpace } from '../disk-space.js';
import { installationId, openStopped, refuseEmpty } from '../installation.js';
import type { Progress } from '../progress.js';
import { verifyBackup } from '../verify/verify-backup.js';
import { fillTables, makeTables } from './fill-database.js';
import { join } from 'node:path';

export interface RestoreOneOptions {
  readonly dataDir: string;
  readonly source: string;
  readonly keys?: string;
  readonly service: ServiceName;
  readonly now: number;
  readonly progress: Progress;
}

export interface RestoredOne {
  readonly head: number;
  /** Name under which the database that was there is kept. */
  readonly kept: string;
}

/**
 * Puts one service's database back into a stopped installation, the others and the keys stay. The present one is renamed, not overwritten.
 * The log is then shorter than others have seen it: the service will not start before it has been recovered.
 */
export async function restoreOne({ dataDir, source, keys, service, now, progress }: RestoreOneOptions): Promise<RestoredOne> {
  await refuseEmpty(dataDir);
  await refuseUnfinishedRestore(dataDir);
  const { data } = await verifyBackup(source, keys, progress);
  if (data.installation !== (await installationId(join(dataDir, 'secrets')))) throw foreignBackup(source, dataDir);
  const copy = data.databases[service];
  requireSpace(dataDir, await freeBytes(dataDir), copy.bytesOnDisk * 2);
  const { postgres, secrets, close } = await openStopped(dataDir);
  try {
    const database = databaseOf(service);
    const kept = `${database}_replaced_${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}`;
    await rename(postgres.url(), database, kept);
    try {
      await provisionDatabases(postgres, secrets);
      await makeTables(databaseUrls(postgres, secrets, service).owner, copy, migrationsOf(service));
      progress.part(database, copy.bytesOnDisk);
      await fillTables(copy, { adminUrl: postgres.url(database), folder: source, onBytes: (bytes) => progress.advance(bytes) });
    } catch (fault) {
      await drop(postgres.url(), database);
      await rename(postgres.url(), kept, database);
      throw fault;
    }
    return { head: data.heads[service], kept };
  } finally {
    progress.stop();
    await close();
  }
}

const foreignBackup = (source: string, dataDir: string): BackupFault =>
  new BackupFault(
    `The backup in ${source} is of another installation than ${dataDir}. Name a backup of this installation.`,
    `${source} 中的备份与 ${dataDir} 不属于同一系统。请指定本系统的备份。`,
  );

async function rename(adminUrl: string, from: string, to: string): Promise<void> {
  await asAdmin(adminUrl, `ALTER DATABASE ${escapeIdentifier(from)} RENAME TO ${escapeIdentifier(to)}`);
}

async function drop(adminUrl: string, database: string): Promise<void> {
  await asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${escapeIdentifier(database)} WITH (FORCE)`);
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
