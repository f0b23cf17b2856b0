import { BrokenPicture } from './broken-picture.js';

const signatureBytes = 8;
/** Length, type and checksum around a chunk's data. */
const chunkFrameBytes = 12;

/** What a decoder needs to show the picture as it is: pixels, palette, transparency, colour, size, animation. */
const needed = new Set(
  ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT'], //
);

export function pngWithoutMetadata(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, signatureBytes)];
  let at = signatureBytes;
  for (;;) {
    if (at + chunkFrameBytes > bytes.length) throw new BrokenPicture('the PNG is cut off');
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + chunkFrameBytes + bytes.readUInt32BE(at);
    if (end > bytes.length) throw new BrokenPicture('the PNG is cut off');
    if (needed.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}
