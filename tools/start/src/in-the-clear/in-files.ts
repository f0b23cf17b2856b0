import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Searching, type Search } from './search.js';

const unzipped = promisify(gunzip);

/** Looks for words in every file below a folder, a backup's compressed ones included. A file that goes away meanwhile is left out. */
export async function inFiles(words: readonly string[], folder: string): Promise<Search> {
  const search = new Searching(words);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch((fault: unknown) => {
      if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
      throw fault;
    });
    search.look(path.slice(folder.length + 1), isGzip(content) ? await unzipped(content) : content);
  }
  return search;
}

const isGzip = (content: Buffer): boolean => content[0] === 0x1f && content[1] === 0x8b;
