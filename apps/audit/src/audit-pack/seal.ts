import { createHash } from 'node:crypto';
import { packStatement, type NoteSigner } from '@huying/ledger';
import { textFile, type PackFile } from './pack-file.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Passes files on and ends with the two that seal them: their digests as `sha256sum` writes them, and the signed statement over these. */
export async function* sealed(
  files: AsyncIterable<PackFile>,
  about: { readonly made: string; readonly cases: number },
  signers: readonly [NoteSigner, ...NoteSigner[]],
): AsyncGenerator<PackFile> {
  const rows: string[] = [];
  for await (const file of files) {
    rows.push(`${sha256(file.bytes)}  ${file.path}\n`);
    yield file;
  }
  const listing = textFile('files.sha256', rows.join(''));
  yield listing;
  yield textFile('pack.note', packStatement({ ...about, files: rows.length, digest: sha256(listing.bytes) }, signers));
}
