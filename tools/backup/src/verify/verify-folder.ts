import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { BackupFault } from '../backup-fault.js';
import { manifestFile, sumsFile } from '../folder/manifest.js';

/**
 * Reads every file of a folder again and compares its digest with the list, the list with the manifest, and the names with what lies there.
 *
 * @param apart names at the top that are not this folder's (`keys` inside the data).
 * @throws BackupFault naming the first file that is not what was written.
 */
export async function verifyFolder(
  folder: string,
  sums: string,
  {
    apart = [],
    marks = [],
    onBytes,
  }: { readonly apart?: readonly string[]; readonly marks?: readonly string[]; readonly onBytes: (bytes: number) => void },
): Promise<void> {
  const list = await readFile(join(folder, sumsFile)).catch(missing(folder, sumsFile));
  if (createHash('sha256').update(list).digest('hex') !== sums) throw altered(folder, sumsFile);
  const expected = new Map(
    list
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
  );
  for (const [path, sum] of expected) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        onBytes(chunk.length);
      }
    } catch (fault) {
      missing(folder, path)(fault);
    }
    if (hash.digest('hex') !== sum) throw altered(folder, path);
  }
  for (const path of await namesBelow(folder)) {
    const known =
      expected.has(path) ||
      path === manifestFile ||
      path === sumsFile ||
      marks.includes(path) ||
      apart.some((name) => path.startsWith(`${name}/`));
    if (!known) throw added(folder, path);
  }
}

async function namesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    );
}

const missing =
  (folder: string, path: string) =>
  (fault: unknown): never => {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
    throw new BackupFault(
      `${path} is missing in ${folder}. This backup is not whole: use another one.`,
      `${folder} 中缺少 ${path}。此备份不完整，请使用其他备份。`,
    );
  };

const altered = (folder: string, path: string): BackupFault =>
  new BackupFault(
    `${path} in ${folder} is not what was written (its SHA-256 differs): the disk is damaged, or somebody changed it. Use another backup.`,
    `${folder} 中的 ${path} 与写入时不符（SHA-256 不同）：磁盘损坏或被人改动。请使用其他备份。`,
  );

const added = (folder: string, path: string): BackupFault =>
  new BackupFault(
    `${path} in ${folder} belongs to no backup. Take it away, or use another backup.`,
    `${folder} 中的 ${path} 不属于备份。请移走它，或使用其他备份。`,
  );
