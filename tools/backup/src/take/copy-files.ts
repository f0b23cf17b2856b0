import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { FolderWriter } from '../folder/folder-writer.js';

export interface FileFound {
  /** Relative, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** Every file below a folder; none where there is no folder. Half-written ones (`.….draft`, `….unfinished`) are nobody's yet. */
export async function filesBelow(folder: string): Promise<readonly FileFound[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((fault: unknown) => {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fault;
  });
  const found: FileFound[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || /^\..*\.draft$|\.unfinished$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    found.push({
      path: file
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
      bytes: (await stat(file)).size,
    });
  }
  return found;
}

/** Where to find the metrics of a running system; which restore made this folder. */
const madeAnew = ['metrics-targets.json', 'restored.json'];

/** What lies at the top of a data folder and is not made anew by a start. */
export async function settingsIn(dataDir: string): Promise<readonly string[]> {
  const entries = await readdir(dataDir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json') && !madeAnew.includes(entry.name))
    .map(({ name }) => name);
}

export async function copyAll(
  files: readonly FileFound[],
  from: string,
  as: string,
  into: FolderWriter,
  onBytes?: (bytes: number) => void,
): Promise<void> {
  for (const { path } of files) await into.copy(`${as}/${path}`, join(from, path), onBytes);
}
