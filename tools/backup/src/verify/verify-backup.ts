import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { BackupFault } from '../backup-fault.js';
import { dataFormat, keysFormat, readManifest, type DataManifest, type KeysManifest } from '../folder/manifest.js';
import type { Progress } from '../progress.js';
import { filesBelow } from '../take/copy-files.js';
import { verifyFolder } from './verify-folder.js';
import { verifyCounts, verifyRows } from './verify-rows.js';

export interface VerifiedBackup {
  readonly data: DataManifest;
  readonly keys: KeysManifest;
  /** Where the keys lie. */
  readonly keysFolder: string;
}

/**
 * Reads all of a backup again, from the disk: digests, rows, density of every log; and that keys and data belong to one installation.
 *
 * @param keys where the keys lie; `<source>/keys` when not given.
 * @param marks names that may lie in the folders beside what was written: the mark of one that has no name yet.
 * @throws BackupFault with the first thing that is not as it was written.
 */
export async function verifyBackup(
  source: string,
  keys: string | undefined,
  progress: Progress,
  marks: readonly string[] = [],
): Promise<VerifiedBackup> {
  const data = await readManifest<DataManifest>(source, dataFormat);
  const keysFolder = keys ?? join(source, 'keys');
  if (keys === undefined) await refuseWithoutKeys(keysFolder);
  const keysManifest = await readManifest<KeysManifest>(keysFolder, keysFormat);
  if (keysManifest.installation !== data.installation) throw foreignKeys(source, keysFolder);
  const files = await filesBelow(source);
  progress.part(
    'checking 核对',
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const onBytes = (bytes: number): void => progress.advance(bytes);
  const inside = relative(source, keysFolder);
  await verifyFolder(source, data.sums, { apart: inside.startsWith('..') ? [] : [inside], marks, onBytes });
  await verifyRows(source, data);
  await verifyFolder(keysFolder, keysManifest.sums, { marks, onBytes });
  await verifyCounts(keysFolder, keysManifest.keys);
  progress.stop();
  return { data, keys: keysManifest, keysFolder };
}

async function refuseWithoutKeys(folder: string): Promise<void> {
  const present = await stat(folder).then(
    () => true,
    () => false,
  );
  if (present) return;
  throw new BackupFault(
    'The keys are not in this backup; they were stored apart. Name their folder: --keys DIR2. Without keys nobody can read what is sealed.',
    '此备份不含密钥，密钥另行存放。请用 --keys 指定其文件夹。没有密钥，任何人都无法读取加密内容。',
  );
}

const foreignKeys = (source: string, keys: string): BackupFault =>
  new BackupFault(
    `The keys in ${keys} belong to another installation than the data in ${source}. Name the keys of the same installation.`,
    `${keys} 中的密钥与 ${source} 中的数据不属于同一系统。请指定同一系统的密钥。`,
  );
