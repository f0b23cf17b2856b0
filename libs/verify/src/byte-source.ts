/** Bytes that can be read from anywhere in them: a file on a disk, a file that somebody chose in a browser, bytes in memory. */
export interface ByteSource {
  readonly size: number;
  /** Those from `from` on, `length` of them; fewer only where the source ends before. */
  read(from: number, length: number): Promise<Uint8Array>;
}

export function byteSource(bytes: Uint8Array | Blob | ByteSource): ByteSource {
  if (bytes instanceof Uint8Array)
    return { size: bytes.length, read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)) };
  if (typeof Blob !== 'undefined' && bytes instanceof Blob)
    return { size: bytes.size, read: async (from, length) => new Uint8Array(await bytes.slice(from, from + length).arrayBuffer()) };
  return bytes as ByteSource;
}

const pageBytes = 64 * 1024;

/** Reads ahead by 64 KiB: for records that stand one after the other. Holds one page. */
export class ReadAhead {
  private page: Uint8Array = new Uint8Array();
  private start = 0;

  constructor(private readonly source: ByteSource) {}

  async read(from: number, length: number): Promise<Uint8Array> {
    const at = from - this.start;
    if (at >= 0 && at + length <= this.page.length) return this.page.subarray(at, at + length);
    if (length > pageBytes) return this.source.read(from, length);
    this.page = await this.source.read(from, pageBytes);
    this.start = from;
    return this.page.subarray(0, length);
  }
}

/** A stretch of a source, in pieces. */
export async function* piecesOf(source: Pick<ByteSource, 'read'>, from: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < from + length;) {
    const piece = await source.read(at, Math.min(pageBytes, from + length - at));
    if (piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
}
