import { equal } from './bytes.js';
import { sha256 } from './merkle.js';
import { verifyReceipt, type ReceiptRefusal } from './receipt.js';
import { openStatement, packSealOf, type PackSeal, type StatementRefusal } from './statement.js';
import type { VerifierKey } from './verifier-key.js';
import { readZip } from './zip.js';

/** Names of the two files that seal all others. */
const seal = 'pack.note';
const listing = 'files.sha256';

/** A pack in which everything holds. */
export interface VerifiedPack extends PackSeal {
  readonly ok: true;
  /** Events whose receipt leads to a signed checkpoint. */
  readonly events: number;
}

export type PackRefusal =
  | StatementRefusal
  | ReceiptRefusal
  | 'PACK_MALFORMED'
  | 'PACK_FILE_MISSING'
  | 'PACK_FILE_UNLISTED'
  | 'PACK_FILE_ALTERED'
  | 'PACK_EVENT_UNPROVEN';

export interface RefusedPack {
  readonly ok: false;
  readonly code: PackRefusal;
  /** The file that it was found at. */
  readonly file: string;
}

/**
 * Verifies an audit pack offline: its seal is signed by one of `keys`, the listing that it seals names every file and its digest, and
 * every event has a receipt that proves these very bytes in their log. Keys of the ledger's statements and of the logs are both needed.
 */
export async function verifyPack(archive: Uint8Array, keys: readonly VerifierKey[]): Promise<VerifiedPack | RefusedPack> {
  const files = await readZip(archive);
  if (files === undefined) return refused('PACK_MALFORMED', '');
  const sealed = await openSeal(files, keys);
  if ('code' in sealed) return sealed;
  const odd = await firstOddFile(files, sealed);
  if (odd !== undefined) return odd;
  return provenEvents(files, sealed, keys);
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const refused = (code: PackRefusal, file: string): RefusedPack => ({ ok: false, code, file });
const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function openSeal(files: ReadonlyMap<string, Uint8Array>, keys: readonly VerifierKey[]): Promise<PackSeal | RefusedPack> {
  const statement = await openStatement(text(files.get(seal)), keys);
  if (typeof statement === 'string') return refused(statement, seal);
  return packSealOf(statement) ?? refused('STATEMENT_MALFORMED', seal);
}

/** The listing is in the form of `sha256sum`: 64 hex digits, two spaces, the path. */
async function firstOddFile(files: ReadonlyMap<string, Uint8Array>, { digest, files: count }: PackSeal): Promise<RefusedPack | undefined> {
  const listed = files.get(listing);
  if (listed === undefined) return refused('PACK_FILE_MISSING', listing);
  if (hexOf(await sha256(listed)) !== digest) return refused('PACK_FILE_ALTERED', listing);
  const rows = text(listed)
    .split('\n')
    .slice(0, -1)
    .map((row) => ({ hash: row.slice(0, 64), path: row.slice(66) }));
  for (const { hash, path } of rows) {
    const bytes = files.get(path);
    if (bytes === undefined) return refused('PACK_FILE_MISSING', path);
    if (hexOf(await sha256(bytes)) !== hash) return refused('PACK_FILE_ALTERED', path);
  }
  const known = new Set([seal, listing, ...rows.map(({ path }) => path)]);
  const stray = [...files.keys()].find((path) => !known.has(path));
  if (stray !== undefined) return refused('PACK_FILE_UNLISTED', stray);
  return rows.length === count ? undefined : refused('PACK_MALFORMED', listing);
}

/** `<folder>/events/<source>-<position>.json` is proven by `<folder>/receipts/<source>-<position>.tlog-proof`. */
const eventPath = /^(.+)\/events\/([a-z]+)-([1-9]\d*)\.json$/;

async function provenEvents(
  files: ReadonlyMap<string, Uint8Array>,
  sealed: PackSeal,
  keys: readonly VerifierKey[],
): Promise<VerifiedPack | RefusedPack> {
  const ledger = sealed.origin.slice(0, -'/statements'.length);
  let events = 0;
  for (const [path, bytes] of files) {
    const [, folder, source, position] = eventPath.exec(path) ?? [];
    if (folder === undefined || source === undefined || position === undefined) continue;
    const receipt = files.get(`${folder}/receipts/${source}-${position}.tlog-proof`);
    if (receipt === undefined) return refused('PACK_EVENT_UNPROVEN', path);
    const verdict = await verifyReceipt(text(receipt), keys);
    if (!verdict.ok) return refused(verdict.code, path);
    const proves = verdict.origin === `${ledger}/${source}` && verdict.index + 1 === Number(position) && equal(verdict.entry, bytes);
    if (!proves) return refused('PACK_EVENT_UNPROVEN', path);
    events += 1;
  }
  return { ok: true, ...sealed, events };
}
