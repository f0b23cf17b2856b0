import { Archive } from './archive.js';
import type { ByteSource } from './byte-source.js';
import { equal } from './bytes.js';
import { CaseStreams } from './case-streams.js';
import type { TreeHead } from './checkpoint.js';
import { listedFiles, listedTwice } from './listing.js';
import { openNote, type NoteRefusal, type OpenedNote } from './note.js';
import { PathIndex } from './path-index.js';
import type { Platform } from './platform.js';
import { verifyReceiptBy, type ReceiptRefusal } from './receipt.js';
import { openStatement, packSealOf, type PackSeal, type StatementRefusal } from './statement.js';
import type { VerifierKey } from './verifier-key.js';
import { ArchiveFault, type ArchiveRefusal, type DirectoryEntry } from './zip-directory.js';

/** Names of the two files that seal all others. */
const seal = 'pack.note';
const listing = 'files.sha256';

/** A pack in which everything holds. */
export interface VerifiedPack extends PackSeal {
  readonly ok: true;
  /** Events whose receipt leads to a signed checkpoint: those of the cases, and those that adopted the rules. */
  readonly proven: number;
  /** The signed trees in which they stand, each once. */
  readonly heads: readonly TreeHead[];
}

export type PackRefusal =
  | StatementRefusal
  | ReceiptRefusal
  | ArchiveRefusal
  | 'PACK_FILE_MISSING'
  | 'PACK_FILE_UNLISTED'
  | 'PACK_FILE_ALTERED'
  | 'PACK_EVENT_UNPROVEN'
  | 'PACK_EVENT_MISPLACED'
  | 'PACK_EVENT_LEFT_OUT'
  | 'PACK_COUNTS_WRONG';

export interface RefusedPack {
  readonly ok: false;
  readonly code: PackRefusal;
  /** The file that it was found at; empty where it is the archive as a whole. */
  readonly file: string;
}

/**
 * Verifies an audit pack offline: its seal is signed by one of `keys`, the listing that it seals names every file and its digest, every
 * event has a receipt that proves these very bytes in their log, and there are as many as the seal says, none left out within a stream
 * of its case. Keys of the ledger's statements and of the logs are both needed.
 *
 * Of any size: it is read piece by piece, and what is kept is some 32 bytes a file. (Where there is only Web Crypto, which digests whole
 * messages, the longest file is held, too.)
 */
export async function verifyPack(
  archive: Uint8Array | Blob | ByteSource,
  keys: readonly VerifierKey[],
  platform?: Platform,
): Promise<VerifiedPack | RefusedPack> {
  try {
    return await verify(await Archive.open(archive, platform), keys);
  } catch (fault) {
    if (fault instanceof ArchiveFault) return refused(fault.code, fault.path);
    throw fault;
  }
}

/** How many cases and events a pack says it holds: nothing of it is verified. Undefined where it has no seal to say so. */
export async function statedCounts(
  archive: Uint8Array | Blob | ByteSource,
): Promise<Readonly<Record<'cases' | 'events', number>> | undefined> {
  try {
    const opened = await Archive.open(archive);
    const note = await opened.find(seal);
    const said = note === undefined ? '' : text(await opened.whole(note));
    const [cases, events] = [/^cases (\d+)$/m, /^events (\d+)$/m].map((line) => line.exec(said)?.[1]);
    return cases === undefined || events === undefined ? undefined : { cases: Number(cases), events: Number(events) };
  } catch (fault) {
    if (fault instanceof ArchiveFault) return undefined;
    throw fault;
  }
}

/** Where an event of a case stands: position in the log of `source`. */
export interface PackedEvent {
  readonly caseId: string;
  readonly source: string;
  readonly position: number;
}

/** The events of its cases that a pack holds, by the names of its files: true where it has verified. @throws ArchiveFault */
export async function* packedEvents(archive: Uint8Array | Blob | ByteSource, platform?: Platform): AsyncGenerator<PackedEvent> {
  for await (const { path } of (await Archive.open(archive, platform)).entries()) {
    const [, folder, source, position] = eventPath.exec(path) ?? [];
    const [, caseId] = caseFolder.exec(folder ?? '') ?? [];
    if (caseId !== undefined && source !== undefined) yield { caseId, source, position: Number(position) };
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const refused = (code: PackRefusal, file: string): RefusedPack => ({ ok: false, code, file });
const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function verify(archive: Archive, keys: readonly VerifierKey[]): Promise<VerifiedPack | RefusedPack> {
  const [note, listed] = [await archive.find(seal), await archive.find(listing)];
  if (note === undefined && listed === undefined) return refused('PACK_FOREIGN', '');
  if (note === undefined) return refused('PACK_FILE_MISSING', seal);
  const statement = await openStatement(text(await archive.whole(note)), keys);
  if (typeof statement === 'string') return refused(statement, seal);
  const sealed = packSealOf(statement);
  if (sealed === undefined) return refused('STATEMENT_MALFORMED', seal);
  if (listed === undefined) return refused('PACK_FILE_MISSING', listing);
  if (hexOf(await archive.digestOf(listed)) !== sealed.digest) return refused('PACK_FILE_ALTERED', listing);
  return (await firstOddFile(archive, listed, sealed)) ?? provenEvents(archive, listed, sealed, keys);
}

/** Every file that is listed is there with its digest, and no other. */
async function firstOddFile(archive: Archive, listed: DirectoryEntry, { files }: PackSeal): Promise<RefusedPack | undefined> {
  const paths = new PathIndex();
  let rows = 0;
  for await (const { n, hash, path } of listedFiles(archive, listed)) {
    const entry = await archive.find(path);
    if (entry === undefined) return refused('PACK_FILE_MISSING', path);
    if (hexOf(await archive.digestOf(entry)) !== hash) return refused('PACK_FILE_ALTERED', path);
    paths.add(path, n);
    rows += 1;
  }
  paths.sort();
  const twice = await listedTwice(archive, listed, paths);
  if (twice !== undefined) return refused('PACK_PATH_TWICE', twice);
  if (archive.files !== rows + 2) return refused('PACK_FILE_UNLISTED', await unlisted(archive, paths));
  return rows === files ? undefined : refused('PACK_COUNTS_WRONG', listing);
}

/** A path that no line can mean; empty where only a clash of hashes could tell. */
async function unlisted(archive: Archive, paths: PathIndex): Promise<string> {
  for await (const { path } of archive.entries()) {
    if (path !== seal && path !== listing && paths.placesOf(path).next().done === true) return path;
  }
  return '';
}

/** `<folder>/events/<source>-<position>.json` is proven by `<folder>/receipts/<source>-<position>.tlog-proof`. */
const eventPath = /^(.+)\/events\/([a-z]+)-([1-9]\d*)\.json$/;
const caseFolder = /^cases\/(.+)$/;
const casePath = /^cases\/([^/]+)\/case\.json$/;

async function provenEvents(
  archive: Archive,
  listed: DirectoryEntry,
  sealed: PackSeal,
  keys: readonly VerifierKey[],
): Promise<VerifiedPack | RefusedPack> {
  const proofs = new Proofs(archive, sealed, keys);
  // What happened later was left out by the order itself, wherever it stands in its stream.
  const wholeStreams = Date.parse(sealed.occurredBy) >= Date.parse(sealed.made);
  let [cases, events, proven] = [0, 0, 0];
  let streams = new CaseStreams('');
  const left = (): RefusedPack | undefined => {
    const broken = wholeStreams ? streams.broken() : undefined;
    return broken === undefined ? undefined : refused('PACK_EVENT_LEFT_OUT', `cases/${streams.caseId}/events: ${broken}`);
  };
  for await (const { path } of listedFiles(archive, listed)) {
    if (casePath.test(path)) cases += 1;
    const [, folder, source, position] = eventPath.exec(path) ?? [];
    if (folder === undefined || source === undefined || position === undefined) continue;
    const bytes = await proofs.provenBytes(path, folder, source, position);
    if (!(bytes instanceof Uint8Array)) return bytes;
    proven += 1;
    const [, caseId] = caseFolder.exec(folder) ?? [];
    if (caseId === undefined) continue;
    events += 1;
    if (streams.caseId !== caseId) {
      const broken = left();
      if (broken !== undefined) return broken;
      streams = new CaseStreams(caseId);
    }
    if (!streams.add(bytes)) return refused('PACK_EVENT_MISPLACED', path);
  }
  const counted = cases === sealed.cases && events === sealed.events;
  return left() ?? (counted ? { ok: true, ...sealed, proven, heads: proofs.heads() } : refused('PACK_COUNTS_WRONG', seal));
}

/** Proves events by the receipts beside them. The signatures of a checkpoint are verified once for all receipts under it. */
class Proofs {
  private readonly opened = new Map<string, OpenedNote | NoteRefusal>();
  private readonly found = new Map<string, TreeHead>();
  private readonly ledger: string;

  constructor(
    private readonly archive: Archive,
    { origin }: PackSeal,
    private readonly keys: readonly VerifierKey[],
  ) {
    this.ledger = origin.slice(0, -'/statements'.length);
  }

  heads(): readonly TreeHead[] {
    return [...this.found.values()];
  }

  async provenBytes(path: string, folder: string, source: string, position: string): Promise<Uint8Array | RefusedPack> {
    const [event, receipt] = [
      await this.archive.find(path),
      await this.archive.find(`${folder}/receipts/${source}-${position}.tlog-proof`),
    ];
    if (event === undefined || receipt === undefined) return refused('PACK_EVENT_UNPROVEN', path);
    const bytes = await this.archive.whole(event);
    const verdict = await verifyReceiptBy(text(await this.archive.whole(receipt)), (note) => this.open(note));
    if (!verdict.ok) return refused(verdict.code, path);
    const { origin, size, root, index, entry } = verdict;
    this.found.set(`${origin} ${String(size)} ${hexOf(root)}`, { origin, size, root });
    const proves = origin === `${this.ledger}/${source}` && index + 1 === Number(position) && equal(entry, bytes);
    return proves ? bytes : refused('PACK_EVENT_UNPROVEN', path);
  }

  private async open(note: string): Promise<OpenedNote | NoteRefusal> {
    const known = this.opened.get(note) ?? (await openNote(note, this.keys));
    // A pack has one checkpoint of each log; a stranger's has as many as he likes.
    if (this.opened.size > 100) this.opened.clear();
    this.opened.set(note, known);
    return known;
  }
}
