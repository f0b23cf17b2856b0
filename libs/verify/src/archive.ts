import { concat, equal, utf8 } from './bytes.js';
import { byteSource, piecesOf, ReadAhead, type ByteSource } from './byte-source.js';
import { PathIndex } from './path-index.js';
import { platform as ownPlatform, type Platform } from './platform.js';
import { ArchiveFault, findDirectory, readEntry, type DirectoryEntry, type DirectoryPlace } from './zip-directory.js';

/** What an archive may unpack to, for each of its own bytes: packs come to some 4, and deflate can make 1,000 of one. */
const growthMax = 100;
const growthFree = 2 ** 20;
/** A file that has to be held whole, for what it says to be read. */
const heldMax = 2 ** 24;

/**
 * A zip archive of a stranger's, opened with care: paths that stay below a folder and stand once, sizes that add up, nothing encrypted,
 * stored or deflated only, no two files in the same bytes. Nothing is unpacked until it is asked for. What is kept is 16 bytes a file.
 */
export class Archive {
  private readonly reader: ReadAhead;
  private readonly contents: ReadAhead;

  private constructor(
    private readonly source: ByteSource,
    private readonly place: DirectoryPlace,
    private readonly index: PathIndex,
    private readonly platform: Platform,
  ) {
    this.reader = new ReadAhead(source);
    this.contents = new ReadAhead(source);
  }

  /** @throws ArchiveFault */
  static async open(bytes: Uint8Array | Blob | ByteSource, platform: Platform = ownPlatform): Promise<Archive> {
    const source = byteSource(bytes);
    const place = await findDirectory(source);
    const archive = new Archive(source, place, new PathIndex(), platform);
    await archive.look();
    return archive;
  }

  get files(): number {
    return this.place.entries;
  }

  /** Every file, in the order of the directory. */
  async *entries(): AsyncGenerator<DirectoryEntry> {
    const reader = new ReadAhead(this.source);
    let at = this.place.start;
    for (let n = 0; n < this.place.entries; n += 1) {
      const entry = await readEntry(reader, at, this.place);
      yield entry;
      at = entry.next;
    }
    if (at !== this.place.end) throw new ArchiveFault('PACK_MALFORMED');
  }

  async find(path: string): Promise<DirectoryEntry | undefined> {
    for (const at of this.index.placesOf(path)) {
      const entry = await readEntry(this.reader, at, this.place);
      if (entry.path === path) return entry;
    }
    return undefined;
  }

  /** A file's content, exactly as long as the directory says. @throws ArchiveFault */
  async *content({ path, deflated, packedSize, size, header }: DirectoryEntry): AsyncGenerator<Uint8Array> {
    const start = await this.startOf(path, header);
    if (start + packedSize > this.place.start) throw new ArchiveFault('PACK_MALFORMED', path);
    const packed = piecesOf(this.contents, start, packedSize);
    let length = 0;
    try {
      for await (const piece of deflated ? this.platform.inflate(packed, size) : packed) {
        length += piece.length;
        if (length > size) break;
        yield piece;
      }
    } catch {
      throw new ArchiveFault('PACK_MALFORMED', path); // These bytes are not deflated.
    }
    if (length !== size) throw new ArchiveFault('PACK_MALFORMED', path);
  }

  /** A file that is read as a whole. @throws ArchiveFault */
  async whole(entry: DirectoryEntry): Promise<Uint8Array> {
    if (entry.size > heldMax) throw new ArchiveFault('PACK_UNPACKS_TOO_LARGE', entry.path);
    const pieces: Uint8Array[] = [];
    for await (const piece of this.content(entry)) pieces.push(piece);
    return concat(...pieces);
  }

  async digestOf(entry: DirectoryEntry): Promise<Uint8Array> {
    const digest = this.platform.digest();
    for await (const piece of this.content(entry)) digest.update(piece);
    return digest.finish();
  }

  /** Where a file's bytes begin: its own header must be of the same name. */
  private async startOf(path: string, header: number): Promise<number> {
    const name = utf8(path);
    const bytes = await this.contents.read(header, 30 + name.length);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const whole = bytes.length === 30 + name.length && view.getUint32(0, true) === 0x04034b50;
    if (!whole || view.getUint16(26, true) !== name.length || !equal(bytes.subarray(30), name))
      throw new ArchiveFault('PACK_MALFORMED', path);
    return header + 30 + name.length + view.getUint16(28, true);
  }

  private async look(): Promise<void> {
    let at = this.place.start;
    let [packed, unpacked] = [0, 0];
    for await (const { path, packedSize, size, next } of this.entries()) {
      this.index.add(path, at);
      at = next;
      packed += 30 + path.length + packedSize;
      unpacked += size;
      if (unpacked > growthFree + growthMax * this.source.size) throw new ArchiveFault('PACK_UNPACKS_TOO_LARGE', path);
      // More than there are bytes before the directory: two files share some.
      if (packed > this.place.start) throw new ArchiveFault('PACK_MALFORMED', path);
    }
    this.index.sort();
    for (const places of this.index.doubles()) {
      const paths = new Set<string>();
      for (const double of places) {
        const { path } = await readEntry(this.reader, double, this.place);
        if (paths.has(path)) throw new ArchiveFault('PACK_PATH_TWICE', path);
        paths.add(path);
      }
    }
  }
}

/** The files of a zip archive, by path, all of them in memory; undefined where it is none that {@link Archive} opens. */
export async function readZip(archive: Uint8Array | Blob): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  try {
    const opened = await Archive.open(archive);
    const files = new Map<string, Uint8Array>();
    for await (const entry of opened.entries()) files.set(entry.path, await opened.whole(entry));
    return files;
  } catch (fault) {
    if (fault instanceof ArchiveFault) return undefined;
    throw fault;
  }
}
