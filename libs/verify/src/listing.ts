import type { Archive } from './archive.js';
import type { PathIndex } from './path-index.js';
import { ArchiveFault, type DirectoryEntry } from './zip-directory.js';

/** A line of a listing in the form of `sha256sum`: 64 hex digits, two spaces, the path. */
export interface ListedFile {
  readonly n: number;
  readonly hash: string;
  readonly path: string;
}

/** The lines of a listing, read as it is unpacked. @throws ArchiveFault */
export async function* listedFiles(archive: Archive, listing: DirectoryEntry): AsyncGenerator<ListedFile> {
  const decoder = new TextDecoder();
  let [rest, n] = ['', 0];
  for await (const piece of archive.content(listing)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield fileOf(line, n++, listing.path);
    if (rest.length > 10_000) throw new ArchiveFault('PACK_MALFORMED', listing.path);
  }
  if (rest !== '') throw new ArchiveFault('PACK_MALFORMED', listing.path);
}

function fileOf(line: string, n: number, listing: string): ListedFile {
  const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
  if (hash === undefined || path === undefined) throw new ArchiveFault('PACK_MALFORMED', listing);
  return { n, hash, path };
}

/** A path that is listed twice, where `paths` has that of each line by its number. */
export async function listedTwice(archive: Archive, listing: DirectoryEntry, paths: PathIndex): Promise<string | undefined> {
  const doubtful = new Set([...paths.doubles()].flat());
  if (doubtful.size === 0) return undefined;
  const seen = new Set<string>();
  for await (const { n, path } of listedFiles(archive, listing)) {
    if (!doubtful.has(n)) continue;
    if (seen.has(path)) return path;
    seen.add(path);
  }
  return undefined;
}
