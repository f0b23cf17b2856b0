import { equal, utf8 } from './bytes.js';

/** Bytes that the files of an archive may have together: a bound on work for whoever opens what a stranger sent. */
const unpackedMax = 2 ** 30;

/**
 * The files of a zip archive, by path. Undefined where it is malformed: cut off, a name twice, two names for one file, encrypted,
 * larger than 1 GiB unpacked, or in a form that packs do not use (zip64, other methods than stored and deflated).
 */
export async function readZip(archive: Uint8Array): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  try {
    return await filesOf(archive);
  } catch {
    return undefined; // Whatever an archive of a stranger's does to a reader: it is malformed.
  }
}

async function filesOf(archive: Uint8Array): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return undefined;
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  let unpacked = 0;
  for (let n = view.getUint16(end + 10, true); n > 0; n -= 1) {
    const entry = directoryEntry(archive, view, at);
    if (entry === undefined || files.has(entry.path)) return undefined;
    unpacked += entry.size;
    if (unpacked > unpackedMax) return undefined;
    const bytes = await contentOf(archive, view, entry);
    if (bytes === undefined) return undefined;
    files.set(entry.path, bytes);
    at = entry.next;
  }
  return at === end ? files : undefined;
}

interface Entry {
  readonly path: string;
  readonly name: Uint8Array;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
  readonly next: number;
}

/** The end record stands last, without a comment: packs have none. */
function endOfDirectory(view: DataView): number | undefined {
  const end = view.byteLength - 22;
  return end >= 0 && view.getUint32(end, true) === 0x06054b50 && view.getUint16(end + 20, true) === 0 ? end : undefined;
}

function directoryEntry(archive: Uint8Array, view: DataView, at: number): Entry | undefined {
  if (view.getUint32(at, true) !== 0x02014b50 || (view.getUint16(at + 8, true) & 1) !== 0) return undefined;
  const nameLength = view.getUint16(at + 28, true);
  const name = archive.subarray(at + 46, at + 46 + nameLength);
  return {
    path: new TextDecoder('utf-8', { fatal: true }).decode(name),
    name,
    method: view.getUint16(at + 10, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    header: view.getUint32(at + 42, true),
    next: at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true),
  };
}

async function contentOf(
  archive: Uint8Array,
  view: DataView,
  { name, method, packed, size, header }: Entry,
): Promise<Uint8Array | undefined> {
  const nameLength = view.getUint16(header + 26, true);
  const sameName = equal(archive.subarray(header + 30, header + 30 + nameLength), name);
  if (view.getUint32(header, true) !== 0x04034b50 || !sameName) return undefined;
  const start = header + 30 + nameLength + view.getUint16(header + 28, true);
  const bytes = archive.subarray(start, start + packed);
  if (bytes.length !== packed) return undefined;
  if (method === 0) return packed === size ? bytes : undefined;
  return method === 8 ? inflate(bytes, size) : undefined;
}

/** Undefined where it does not unpack to exactly `size` bytes. */
async function inflate(bytes: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const whole = new Uint8Array(size);
  let length = 0;
  const stream = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    if (length + chunk.length > size) return undefined;
    whole.set(chunk, length);
    length += chunk.length;
  }
  return length === size ? whole : undefined;
}

/** Whether these bytes begin as a zip archive does. */
export const isZip = (bytes: Uint8Array): boolean => equal(bytes.subarray(0, 4), utf8('PK\u0003\u0004'));
