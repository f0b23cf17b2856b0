import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { deployables, services } from '@huying/contracts';
import { hasPostgres, postgresFolder } from '@huying/platform/embedded-postgres';
import { databaseOf, keyStore } from '@huying/platform/provisioning';
import { databaseUrls, provisionDatabases, unfinishedRestoreFile } from '@huying/start';
import { BackupFault } from '../backup-fault.js';
import { migrationsOf } from '../databases.js';
import { freeBytes, requireSpace } from '../disk-space.js';
import { eraseListed, type NewerErasures } from '../erasures/erase-listed.js';
import { readErasureList, type ListedErasure } from '../erasures/erasure-list.js';
import { ledgerKeys } from '../erasures/ledger-keys.js';
import type { DatabaseCopy, DataManifest } from '../folder/manifest.js';
import { openStopped, type StoppedInstallation } from '../installation.js';
import type { Progress } from '../progress.js';
import { filesBelow } from '../take/copy-files.js';
import { verifyBackup, type VerifiedBackup } from '../verify/verify-backup.js';
import { expectRestored } from './expect-restored.js';
import { refuseExpiredKeys } from './expired-keys.js';
import { fillTables, makeTables } from './fill-database.js';

export interface RestoreOptions {
  readonly dataDir: string;
  readonly source: string;
  readonly keys?: string;
  /** Why keys that are older than 30 days are to be used. */
  readonly expiredKeys?: string;
  /** The list of erasures that is kept outside the system. */
  readonly erasures?: string;
  readonly now: number;
  readonly progress: Progress;
}

export interface RestoredBackup extends VerifiedBackup {
  readonly newerErasures: NewerErasures;
}

/**
 * Puts a whole installation back into an empty data folder: checks the backup, then the disk, then writes, then checks what it wrote. A
 * folder that a restore was interrupted in is emptied and filled anew; no system starts on it before.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoredBackup> {
  const { dataDir, source, progress } = options;
  await refuseUsed(dataDir);
  const backup = await verifyBackup(source, options.keys, progress);
  refuseExpiredKeys(backup.keys, options.now, options.expiredKeys);
  const list = await readListFor(backup, options.erasures);
  requireSpace(dataDir, await freeBytes(dataDir), bytesNeeded(backup));
  await emptyFolder(dataDir);
  try {
    await putFilesBack(options, backup);
    const installation = await openStopped(dataDir);
    let newerErasures: NewerErasures;
    try {
      await putDatabasesBack(installation, backup, options);
      await expectRestored((database) => installation.postgres.url(database), backup);
      newerErasures = await eraseListed(installation, list);
    } finally {
      await installation.close();
    }
    await writeFile(join(dataDir, 'restored.json'), recordOf(options, backup, newerErasures), { mode: 0o600 });
    await rm(unfinishedRestoreFile(dataDir));
    return { ...backup, newerErasures };
  } finally {
    progress.stop();
  }
}

/** Which restore made this folder; the reason for expired keys is kept where the data is. */
function recordOf(
  { source, expiredKeys, erasures, now }: RestoreOptions,
  { data, keys }: VerifiedBackup,
  newerErasures: NewerErasures,
): string {
  const taken = { source, takenAt: data.takenAt, keysTakenAt: keys.takenAt, expiredKeys };
  const record = { restoredAt: new Date(now).toISOString(), ...taken, erasures, newerErasures };
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** Verified against the ledger's keys of the same installation, before anything is written. */
async function readListFor({ keysFolder }: VerifiedBackup, file: string | undefined): Promise<readonly ListedErasure[] | undefined> {
  return file === undefined ? undefined : readErasureList(await readFile(file, 'utf8'), await ledgerKeys(join(keysFolder, 'secrets')));
}

/** Data and indexes as they were, and the write-ahead log that grows while they are written (`max_wal_size`, 1 GB). */
function bytesNeeded({ data, keys }: VerifiedBackup): number {
  const databases = [...Object.values(data.databases), keys.keys].reduce((sum, { bytesOnDisk }) => sum + bytesOnDisk, 0);
  const emptyCluster = 100_000_000;
  return databases + Math.min(databases, 1_000_000_000) + data.evidence.bytes + emptyCluster;
}

/** @throws BackupFault where the folder holds anything that no interrupted restore left there. */
async function refuseUsed(dataDir: string): Promise<void> {
  const present = await readdir(dataDir).catch((fault: unknown) => {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fault;
  });
  if (present.length === 0 || (await isUnfinished(dataDir))) return;
  throw new BackupFault(
    `${dataDir} is not empty, and a restore never writes over anything. Stop Huying, move that folder away (keep it until you are sure), or set HUYING_DATA_DIR to a new one.`,
    `${dataDir} 非空，恢复绝不覆盖任何内容。请停止呼应并移走该文件夹（确认无误前请保留），或将 HUYING_DATA_DIR 设为新文件夹。`,
  );
}

const isUnfinished = (dataDir: string): Promise<boolean> =>
  stat(unfinishedRestoreFile(dataDir)).then(
    () => true,
    () => false,
  );

async function emptyFolder(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const again = await isUnfinished(dataDir);
  if (again) {
    await rm(await postgresFolder(dataDir), { recursive: true, force: true });
    const marker = unfinishedRestoreFile(dataDir);
    for (const name of await readdir(dataDir)) if (join(dataDir, name) !== marker) await rm(join(dataDir, name), { recursive: true });
  } else {
    // PostgreSQL's files may lie elsewhere (`postgres.location`); those of another life of this folder are not ours to write over.
    if (await hasPostgres(dataDir)) {
      const folder = await postgresFolder(dataDir);
      throw new BackupFault(
        `PostgreSQL's files of an earlier life of ${dataDir} still lie in ${folder}. Move that folder away (keep it until you are sure) and run the command again.`,
        `${dataDir} 之前的 PostgreSQL 文件仍在 ${folder}。请移走该文件夹（确认无误前请保留）后重新运行。`,
      );
    }
    await writeFile(
      unfinishedRestoreFile(dataDir),
      'A restore into this folder is under way, or was interrupted. 正在恢复，或恢复已中断。\n',
      { flush: true },
    );
  }
}

async function putFilesBack({ dataDir, source, progress }: RestoreOptions, { data, keysFolder }: VerifiedBackup): Promise<void> {
  const onBytes = (bytes: number): void => progress.advance(bytes);
  progress.part('evidence files 证据文件', data.evidence.bytes);
  await copyBelow(join(keysFolder, 'secrets'), join(dataDir, 'secrets'), onBytes);
  await copyBelow(join(source, 'evidence'), join(dataDir, 'evidence'), onBytes);
  await copyBelow(join(source, 'settings'), dataDir, onBytes);
}

async function copyBelow(from: string, to: string, onBytes: (bytes: number) => void): Promise<void> {
  for (const { path, bytes } of await filesBelow(from)) {
    const file = join(to, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await pipeline(createReadStream(join(from, path)), createWriteStream(file, { mode: 0o600, flush: true }));
    onBytes(bytes);
  }
  const folder = await open(to, 'r').catch(() => undefined);
  await folder?.sync();
  await folder?.close();
}

async function putDatabasesBack(
  { postgres, secrets }: StoppedInstallation,
  { data, keys, keysFolder }: VerifiedBackup,
  { source, progress }: RestoreOptions,
): Promise<void> {
  progress.part(
    'databases 数据库',
    (await filesBelow(join(source, 'databases'))).reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const onBytes = (bytes: number): void => progress.advance(bytes);
  await provisionDatabases(postgres, secrets);
  // The key store's tables are there; keys come before anything that they sealed.
  await fillTables(keys.keys, { adminUrl: postgres.url(keyStore.database), folder: keysFolder, onBytes });
  for (const name of deployables) {
    const copy: DatabaseCopy = data.databases[name];
    await makeTables(databaseUrls(postgres, secrets, name).owner, copy, migrationsOf(name));
    await fillTables(copy, { adminUrl: postgres.url(databaseOf(name)), folder: source, onBytes });
  }
}

/** For whoever reads the result aloud. */
export const headsOf = ({ heads }: DataManifest): string => services.map((service) => `${service} ${String(heads[service])}`).join(' · ');
