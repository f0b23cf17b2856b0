import type { ByteSource, ReadAhead } from './byte-source.js';

/** What is wrong with an archive before anything in it is believed. */
export type ArchiveRefusal =
  | 'PACK_FOREIGN'
  | 'PACK_TRUNCATED'
  | 'PACK_ENCRYPTED'
  | 'PACK_PATH_UNSAFE'
  | 'PACK_PATH_TWICE'
  | 'PACK_UNPACKS_TOO_LARGE'
  | 'PACK_MALFORMED';

/** Thrown within this package; whoever opens an archive is given the code as a value. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault';

  constructor(
    readonly code: ArchiveRefusal,
    /** The path it was found at; empty where it is the archive as a whole. */
    readonly path = '',
  ) {
    super(code);
  }
}

/** Where the directory of an archive stands. */
export interface DirectoryPlace {
  readonly entries: number;
  readonly start: number;
  /** The first byte behind it. */
  readonly end: number;
}

/** One file, as the directory tells it. */
export interface DirectoryEntry {
  readonly path: string;
  readonly deflated: boolean;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly header: number;
  /** Where the next entry begins. */
  readonly next: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const [inZip64, countInZip64] = [0xffffffff, 0xffff];

/** Whether these bytes begin as a zip archive does. */
export const isZip = (bytes: Uint8Array): boolean => bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === 0x04034b50;

/**
 * The end record stands last, without a comment: packs have none. Before it, in an archive of more than the plain form has room for,
 * stand the two of zip64.
 *
 * @throws ArchiveFault
 */
export async function findDirectory(source: ByteSource): Promise<DirectoryPlace> {
  if (!isZip(await source.read(0, 4))) throw new ArchiveFault('PACK_FOREIGN');
  const at = source.size - 22;
  const tail = viewOf(await source.read(Math.max(at, 0), 22));
  if (tail.byteLength < 22 || tail.getUint32(0, true) !== 0x06054b50 || tail.getUint16(20, true) !== 0)
    throw new ArchiveFault('PACK_TRUNCATED');
  const [entries, length, start] = [tail.getUint16(10, true), tail.getUint32(12, true), tail.getUint32(16, true)];
  const plain = entries !== countInZip64 && length !== inZip64 && start !== inZip64;
  const place = plain ? { entries, start, end: start + length, behind: at } : await zip64Directory(source, at);
  if (tail.getUint32(4, true) !== 0 || place.end !== place.behind || place.start > place.end) throw new ArchiveFault('PACK_MALFORMED');
  return place;
}

async function zip64Directory(source: ByteSource, end: number): Promise<DirectoryPlace & { readonly behind: number }> {
  const at = end - 20 - 56;
  const records = viewOf(await source.read(Math.max(at, 0), 76));
  const whole = at >= 0 && records.getUint32(0, true) === 0x06064b50 && records.getUint32(56, true) === 0x07064b50;
  if (!whole || long(records, 64) !== at || long(records, 24) !== long(records, 32)) throw new ArchiveFault('PACK_MALFORMED');
  const [entries, length, start] = [long(records, 32), long(records, 40), long(records, 48)];
  return { entries, start, end: start + length, behind: at };
}

/** @throws ArchiveFault */
export async function readEntry(reader: ReadAhead, at: number, { end }: DirectoryPlace): Promise<DirectoryEntry> {
  const fixed = at + 46 <= end ? viewOf(await reader.read(at, 46)) : undefined;
  if (fixed?.byteLength !== 46 || fixed.getUint32(0, true) !== 0x02014b50) throw new ArchiveFault('PACK_MALFORMED');
  const [nameLength, extraLength, commentLength] = [fixed.getUint16(28, true), fixed.getUint16(30, true), fixed.getUint16(32, true)];
  const plain = { packedSize: fixed.getUint32(20, true), size: fixed.getUint32(24, true), header: fixed.getUint32(42, true) };
  const [flags, method] = [fixed.getUint16(8, true), fixed.getUint16(10, true)];
  const next = at + 46 + nameLength + extraLength + commentLength;
  const rest = next <= end ? await reader.read(at + 46, nameLength + extraLength) : undefined;
  if (rest?.length !== nameLength + extraLength) throw new ArchiveFault('PACK_MALFORMED');
  const path = pathOf(rest.subarray(0, nameLength));
  // Encrypted, by the old way or the strong one, or with its names hidden.
  if ((flags & 0b10_0000_0100_0001) !== 0 || method === 99) throw new ArchiveFault('PACK_ENCRYPTED', path);
  if (method !== 0 && method !== 8) throw new ArchiveFault('PACK_MALFORMED', path);
  const { packedSize, size, header } = withZip64(plain, viewOf(rest.subarray(nameLength)), path);
  if (method === 0 && packedSize !== size) throw new ArchiveFault('PACK_MALFORMED', path);
  return { path, deflated: method === 8, packedSize, size, header, next };
}

/**
 * A path that stays below the folder that a pack is unpacked into, on every system.
 *
 * @throws ArchiveFault PACK_PATH_UNSAFE
 */
function pathOf(name: Uint8Array): string {
  const path = new TextDecoder().decode(name);
  const parts = path.split('/');
  const safe =
    /^[\x20-\x7e]+$/.test(path) && !/[\\:*?"<>|]/.test(path) && parts.every((part) => part !== '' && !/^\.+$|^ |[. ]$/.test(part));
  if (!safe) throw new ArchiveFault('PACK_PATH_UNSAFE', path.replace(/[^\x20-\x7e\u4e00-\u9fff]/g, '\ufffd').slice(0, 200));
  return path;
}

type Sizes = Pick<DirectoryEntry, 'packedSize' | 'size' | 'header'>;

/** Numbers for which the plain form has no room stand in an extra field, in this order, each only where the plain one says so. */
function withZip64(plain: Sizes, extra: DataView, path: string): Sizes {
  const wanted = (['size', 'packedSize', 'header'] as const).filter((name) => plain[name] === inZip64);
  if (wanted.length === 0) return plain;
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    if (extra.getUint16(at + 2, true) < 8 * wanted.length || at + 4 + 8 * wanted.length > extra.byteLength) break;
    return { ...plain, ...Object.fromEntries(wanted.map((name, n) => [name, long(extra, at + 4 + 8 * n)])) };
  }
  throw new ArchiveFault('PACK_MALFORMED', path);
}

/** @throws ArchiveFault for what no archive is that long */
function long(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw new ArchiveFault('PACK_MALFORMED');
  return value;
}
