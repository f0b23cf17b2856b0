import { setImmediate as turn } from 'node:timers/promises';
import { CompactBytes } from './compact-bytes.js';
import type { PackFile } from './pack-file.js';
import { packed } from './packed-content.js';
import { directoryEnd, directoryEntry, dosMoment, localHeader, type ZipEntry } from './zip-records.js';

const partBytes = 64 * 1024;

/**
 * Files as a zip archive, a part at a time: no more than one file is held, none is made before the reader asks for it, and between two
 * parts the process turns to others. Every entry bears the moment given, so that the same files give the same bytes. Any number of files
 * and any length (zip64 where the plain form has no room); what is kept of each file to the end is some 30 bytes.
 *
 * @param moment its wall clock stands in the archive: zip knows no offsets
 */
export async function* zipOf(files: AsyncIterable<PackFile>, moment: string): AsyncGenerator<Uint8Array> {
  const at = dosMoment(moment);
  const directory = new CompactBytes();
  let entries = 0;
  let written = 0;
  let part: Uint8Array[] = [];
  let length = 0;
  const write = (bytes: Uint8Array): void => {
    part.push(bytes);
    length += bytes.length;
    written += bytes.length;
  };
  for await (const file of files) {
    if (!/^[\x20-\x7e]+$/.test(file.path)) throw new Error(`the path of a file in a pack is ASCII, not ${file.path}`);
    const content = await packed(file);
    const entry: ZipEntry = { path: file.path, at, offset: written, ...content };
    directory.add(directoryEntry(entry));
    entries += 1;
    write(localHeader(entry));
    for (const piece of content.pieces) {
      write(piece);
      if (length < partBytes) continue;
      yield Buffer.concat(part);
      [part, length] = [[], 0];
      await turn();
    }
  }
  if (length > 0) yield Buffer.concat(part);
  const start = written;
  yield* directory.pieces();
  yield directoryEnd({ entries, start, length: directory.length });
}
