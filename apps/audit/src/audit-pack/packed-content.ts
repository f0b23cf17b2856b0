import { promisify } from 'node:util';
import { crc32, createDeflateRaw, deflateRaw, deflateRawSync } from 'node:zlib';
import type { PackFile } from './pack-file.js';

/** A file's content as a zip archive holds it. */
export interface PackedContent {
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
  /** Deflated. */
  readonly pieces: readonly Uint8Array[];
}

const level = 6;
/** Up to this length it is quicker to deflate at once than to ask another thread to. */
const atOnceMax = 64 * 1024;
const deflateElsewhere = promisify(deflateRaw);

export async function packed({ content }: PackFile): Promise<PackedContent> {
  if (!(content instanceof Uint8Array)) return packedPieces(content());
  const bytes = content.length <= atOnceMax ? deflateRawSync(content, { level }) : await deflateElsewhere(content, { level });
  return { crc: crc32(content), size: content.length, packedSize: bytes.length, pieces: [bytes] };
}

async function packedPieces(content: Iterable<Uint8Array>): Promise<PackedContent> {
  const deflate = createDeflateRaw({ level });
  const pieces: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    deflate.on('data', (piece: Buffer) => void pieces.push(piece));
    deflate.once('end', resolve).once('error', reject);
  });
  let [crc, size] = [0, 0];
  for (const piece of content) {
    crc = crc32(piece, crc);
    size += piece.length;
    await new Promise<void>(
      (resolve) =>
        void deflate.write(piece, () => {
          resolve();
        }),
    );
  }
  deflate.end();
  await ended;
  return { crc, size, packedSize: pieces.reduce((sum, piece) => sum + piece.length, 0), pieces };
}
