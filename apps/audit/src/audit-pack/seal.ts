import { createHash } from 'node:crypto';
import { packStatement, type NoteSigner, type PackSeal } from '@huying/ledger';
import { CompactBytes } from './compact-bytes.js';
import { textFile, type PackFile } from './pack-file.js';

/** What a seal says beyond what it counts. */
export type SealedOrder = Omit<PackSeal, 'cases' | 'events' | 'files' | 'digest'>;

const caseFile = /^cases\/[^/]+\/case\.json$/;
const caseEvent = /^cases\/[^/]+\/events\//;

/**
 * Passes files on and ends with the two that seal them: their digests as `sha256sum` writes them, and the signed statement over these,
 * with how many cases, events and files came by.
 */
export async function* sealed(
  files: AsyncIterable<PackFile>,
  order: SealedOrder,
  signers: readonly [NoteSigner, ...NoteSigner[]],
): AsyncGenerator<PackFile> {
  const rows = new CompactBytes();
  const counts = { cases: 0, events: 0, files: 0 };
  for await (const file of files) {
    rows.add(Buffer.from(`${digestOf(file)}  ${file.path}\n`));
    counts.files += 1;
    if (caseFile.test(file.path)) counts.cases += 1;
    if (caseEvent.test(file.path)) counts.events += 1;
    yield file;
  }
  const listing: PackFile = { path: 'files.sha256', content: () => rows.pieces() };
  yield listing;
  yield textFile('pack.note', packStatement({ ...order, ...counts, digest: digestOf(listing) }, signers));
}

function digestOf({ content }: PackFile): string {
  const hash = createHash('sha256');
  for (const piece of content instanceof Uint8Array ? [content] : content()) hash.update(piece);
  return hash.digest('hex');
}
