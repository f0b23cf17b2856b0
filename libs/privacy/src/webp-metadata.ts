import { BrokenPicture } from './broken-picture.js';

const headerBytes = 12;
const needed = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Of the VP8X flags, those that promise Exif (0x08) and XMP (0x04). */
const metadataFlags = 0x0c;

export function webpWithoutMetadata(bytes: Buffer): Buffer {
  if (bytes.length < headerBytes) throw new BrokenPicture('the WebP is cut off');
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) throw new BrokenPicture('the WebP is cut off');
  const kept: Buffer[] = [];
  for (let at = headerBytes; at + 8 <= end;) {
    const type = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const next = at + 8 + size + (size % 2); // Chunks are padded to an even length.
    if (at + 8 + size > end) throw new BrokenPicture('the WebP is cut off');
    if (needed.has(type)) kept.push(type === 'VP8X' ? withoutFlags(bytes.subarray(at, next)) : bytes.subarray(at, next));
    at = next;
  }
  const body = Buffer.concat(kept);
  const header = Buffer.from(bytes.subarray(0, headerBytes));
  header.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([header, body]);
}

function withoutFlags(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy.writeUInt8(copy.readUInt8(8) & ~metadataFlags, 8);
  return copy;
}
