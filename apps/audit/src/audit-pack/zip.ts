import { Zip, ZipDeflate } from 'fflate';
import type { PackFile } from './pack-file.js';

/**
 * Files as a zip archive, a chunk at a time: no more than one file is held, and none is made before the reader asks for it. Every entry
 * bears the moment given, so that the same files give the same bytes. No zip64: at most 65,535 files and 4 GiB.
 */
export async function* zipOf(files: AsyncIterable<PackFile>, moment: Date): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  const zip = new Zip((fault, chunk) => {
    if (fault !== null) throw fault;
    chunks.push(chunk);
  });
  for await (const { path, bytes } of files) {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = moment;
    zip.add(entry);
    entry.push(bytes, true);
    yield* chunks;
    chunks = [];
  }
  zip.end();
  yield* chunks;
}
