import { deflateRawSync, inflateRawSync } from 'node:zlib';

const pieceBytes = 64 * 1024;

/** Bytes that are written once and read once, kept packed meanwhile: a line of a listing takes a third of its length. */
export class CompactBytes {
  private readonly packed: Buffer[] = [];
  private piece: Uint8Array[] = [];
  private pieceLength = 0;
  private total = 0;

  /** Of all that was added. */
  get length(): number {
    return this.total;
  }

  add(bytes: Uint8Array): void {
    this.piece.push(bytes);
    this.pieceLength += bytes.length;
    this.total += bytes.length;
    if (this.pieceLength >= pieceBytes) this.pack();
  }

  /** What was added, in order, as pieces of some 64 KiB. */
  *pieces(): Generator<Uint8Array> {
    for (const piece of this.packed) yield inflateRawSync(piece);
    if (this.pieceLength > 0) yield Buffer.concat(this.piece);
  }

  private pack(): void {
    this.packed.push(deflateRawSync(Buffer.concat(this.piece), { level: 1 }));
    this.piece = [];
    this.pieceLength = 0;
  }
}
