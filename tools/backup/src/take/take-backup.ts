import { join, relative } from 'node:path';
import { deployables, services, type DeployableName, type ServiceName } from '@huying/contracts';
import { databaseOf, keyStore } from '@huying/platform/provisioning';
import { shanghai } from '@huying/kernel';
import { Client } from 'pg';
import { BackupFault } from '../backup-fault.js';
import { hasLog } from '../databases.js';
import { freeBytes, requireSpace } from '../disk-space.js';
import { FolderWriter, unfinishedMark } from '../folder/folder-writer.js';
import { dataFormat, keysFormat, keysLiveMs, type DatabaseCopy, type DataManifest, type KeysManifest } from '../folder/manifest.js';
import { installationId, openInstallation, type OpenInstallation } from '../installation.js';
import type { Progress } from '../progress.js';
import { verifyBackup, type VerifiedBackup } from '../verify/verify-backup.js';
import { copyDense, copySnapshot, type DenseTable } from './copy-database.js';
import { copyAll, filesBelow, settingsIn } from './copy-files.js';
import { holdStill, type StillMoment } from './still-moment.js';

export interface BackupOptions {
  readonly dataDir: string;
  /** A folder that is not there yet, or empty. */
  readonly target: string;
  /** Where the keys go; `<target>/keys` when not given. */
  readonly keys?: string;
  readonly progress: Progress;
}

export interface TakenBackup extends VerifiedBackup {
  readonly target: string;
  readonly keysTarget: string;
}

/**
 * Backs a whole installation up at one moment, running or stopped: databases, evidence files (encrypted as they lie), settings; the keys and
 * secrets in a folder of their own. Nothing is named `target` before all of it is on the disk and has been read again.
 */
export async function takeBackup({ dataDir, target, keys, progress }: BackupOptions): Promise<TakenBackup> {
  refuseInside(dataDir, target);
  if (keys !== undefined) refuseInside(dataDir, keys);
  const installation = await openInstallation(dataDir);
  try {
    const data = await FolderWriter.begin(target);
    const keysFolder = keys === undefined ? await data.inside('keys') : await FolderWriter.begin(keys);
    await refuseLittleSpace(dataDir, installation, data);
    const id = await installationId(join(dataDir, 'secrets'));
    const manifests = await copyEverything(dataDir, id, installation, data, keysFolder, progress);
    await keysFolder.finish(manifests.keys);
    await data.finish(manifests.data);
    const backup = await verifyBackup(data.unfinished, keysFolder.unfinished, progress, [unfinishedMark]);
    await keysFolder.giveName();
    await data.giveName();
    return { ...backup, target, keysTarget: keys ?? join(target, 'keys') };
  } finally {
    progress.stop();
    await installation.close();
  }
}

type Unsummed<Manifest> = Omit<Manifest, 'sums'>;

async function copyEverything(
  dataDir: string,
  installation: string,
  { urlOf }: OpenInstallation,
  data: FolderWriter,
  keys: FolderWriter,
  progress: Progress,
): Promise<{ data: Unsummed<DataManifest>; keys: Unsummed<KeysManifest> }> {
  const onBytes = (bytes: number): void => progress.advance(bytes);
  const moment = await holdStill(urlOf);
  const takenAt = shanghai(moment.takenAt);
  const snapshots: [DeployableName, DatabaseCopy][] = [];
  let keyDatabase: DatabaseCopy;
  let audited: Readonly<Record<ServiceName, number>>;
  try {
    audited = await auditedIn(moment);
    progress.part('tables 数据表', await sizeOf(moment));
    for (const name of deployables) {
      const place = { folder: `databases/${name}`, dense: denseNames, onBytes };
      snapshots.push([name, await copySnapshot(databaseOf(name), moment.snapshotOf(databaseOf(name)), data, place)]);
    }
    const place = { folder: 'database', dense: [], onBytes };
    keyDatabase = await copySnapshot(keyStore.database, moment.snapshotOf(keyStore.database), keys, place);
  } finally {
    await moment.close();
  }

  progress.part(
    'logs 事件日志',
    snapshots.reduce((sum, [, { bytesOnDisk }]) => sum + bytesOnDisk, 0),
  );
  const databases: [DeployableName, DatabaseCopy][] = [];
  for (const [name, copy] of snapshots) {
    const place = { folder: `databases/${name}`, dense: denseTablesOf(name, moment.heads, audited), onBytes };
    databases.push([name, await copyDense(urlOf(databaseOf(name)), copy, data, place)]);
  }

  const evidence = await filesBelow(join(dataDir, 'evidence'));
  const bytes = evidence.reduce((sum, file) => sum + file.bytes, 0);
  progress.part('evidence files 证据文件', bytes);
  await copyAll(evidence, join(dataDir, 'evidence'), 'evidence', data, onBytes);
  for (const name of await settingsIn(dataDir)) await data.copy(`settings/${name}`, join(dataDir, name));
  await copyAll(await filesBelow(join(dataDir, 'secrets')), join(dataDir, 'secrets'), 'secrets', keys);
  return {
    data: {
      format: dataFormat,
      installation,
      takenAt,
      pausedMs: moment.pausedMs,
      heads: moment.heads,
      audited,
      databases: Object.fromEntries(databases) as Record<DeployableName, DatabaseCopy>,
      evidence: { files: evidence.length, bytes },
    },
    keys: { format: keysFormat, installation, takenAt, expiresAt: shanghai(moment.takenAt + keysLiveMs), keys: keyDatabase },
  };
}

const denseNames = ['event_store.event', 'audit_log.event'];

function denseTablesOf(
  name: DeployableName,
  heads: Readonly<Record<ServiceName, number>>,
  audited: Readonly<Record<ServiceName, number>>,
): readonly DenseTable[] {
  return [
    ...(hasLog(name) ? [{ name: 'event_store.event', upTo: heads[name] }] : []),
    ...(name === 'audit' ? services.map((source) => ({ name: 'audit_log.event', source, upTo: audited[source] })) : []),
  ];
}

async function auditedIn(moment: StillMoment): Promise<Readonly<Record<ServiceName, number>>> {
  const { rows } = await moment
    .snapshotOf(databaseOf('audit'))
    .query<{ source: ServiceName; up_to: string }>('SELECT source, complete_up_to AS up_to FROM audit_log.source');
  return Object.fromEntries(rows.map(({ source, up_to }) => [source, Number(up_to)])) as Record<ServiceName, number>;
}

async function sizeOf(moment: StillMoment): Promise<number> {
  let bytes = 0;
  for (const database of [...deployables.map(databaseOf), keyStore.database]) {
    const { rows } = await moment.snapshotOf(database).query<{ bytes: string }>(
      `SELECT coalesce(sum(pg_relation_size(c.oid)), 0) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind = 'r' AND n.nspname IN ('read', 'event_bus', 'keys')`,
    );
    bytes += Number(rows[0]?.bytes);
  }
  return bytes;
}

/** Compressed, it takes less; but nobody knows how much less before. */
async function refuseLittleSpace(dataDir: string, { urlOf }: OpenInstallation, data: FolderWriter): Promise<void> {
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<{ bytes: string }>(
      'SELECT sum(pg_database_size(oid)) AS bytes FROM pg_database WHERE NOT datistemplate',
    );
    const evidence = (await filesBelow(join(dataDir, 'evidence'))).reduce((sum, file) => sum + file.bytes, 0);
    requireSpace(data.unfinished, await freeBytes(data.unfinished), Number(rows[0]?.bytes) + evidence);
  } finally {
    await client.end();
  }
}

/** Whatever takes the data folder away would take its backup along. */
function refuseInside(dataDir: string, target: string): void {
  const path = relative(dataDir, target);
  if (path.startsWith('..') || path.startsWith('/')) return;
  throw new BackupFault(
    `${target} lies inside the data folder ${dataDir}, and would be lost together with it. Name a folder elsewhere, best on another disk.`,
    `${target} 位于数据文件夹 ${dataDir} 之内，会与其一同丢失。请指定其他位置，最好在另一块磁盘上。`,
  );
}
