const exifHeader = 'Exif\0\0';
const orientationTag = 0x0112;

/** The orientation (1–8) that an Exif segment states, if it states one. Never throws: a broken segment states none. */
export function exifOrientation(payload: Buffer): number | undefined {
  if (payload.toString('latin1', 0, 6) !== exifHeader) return undefined;
  const tiff = payload.subarray(6);
  const byteOrder = tiff.toString('latin1', 0, 2);
  if (tiff.length < 14 || (byteOrder !== 'II' && byteOrder !== 'MM')) return undefined;
  const little = byteOrder === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return undefined;
  const entries = short(directory);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return undefined;
    if (short(at) !== orientationTag) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** A JPEG APP1 segment that states the orientation and nothing else. */
export function orientationOnly(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4); // The one directory begins right here,
  tiff.writeUInt16BE(1, 8); // has one entry:
  tiff.writeUInt16BE(orientationTag, 10);
  tiff.writeUInt16BE(3, 12); // a SHORT,
  tiff.writeUInt32BE(1, 14); // one of them,
  tiff.writeUInt16BE(orientation, 18);
  tiff.writeUInt32BE(0, 22); // and no directory follows.
  const head = Buffer.from([0xff, 0xe1, 0, 2 + exifHeader.length + tiff.length]);
  return Buffer.concat([head, Buffer.from(exifHeader, 'latin1'), tiff]);
}
