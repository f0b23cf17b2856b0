import { exifOrientation, orientationOnly } from './exif-orientation.js';
import { BrokenPicture } from './broken-picture.js';

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const app0 = 0xe0;
const app1 = 0xe1;
const app2 = 0xe2;
const app14 = 0xee;
const app15 = 0xef;
const comment = 0xfe;

/** Keeps tables, frames, scans, JFIF, colour profile and Adobe's colour transform; and the orientation, or photos would lie on their side. */
export function jpegWithoutMetadata(bytes: Buffer): Buffer {
  const kept: Buffer[] = [Buffer.from([0xff, startOfImage])];
  let orientation = 1;
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1; // Fill bytes are allowed before a marker.
    const marker = markerAt(bytes, at);
    if (marker === endOfImage) break;
    const end = at + 2 + lengthAt(bytes, at + 2);
    const segment = slice(bytes, at, end);
    const payload = segment.subarray(4);
    if (marker === app1) orientation = exifOrientation(payload) ?? orientation;
    if (isNeeded(marker, payload)) kept.push(segment);
    at = end;
    if (marker === startOfScan) {
      const scanEnd = endOfScan(bytes, at);
      kept.push(slice(bytes, at, scanEnd));
      at = scanEnd;
    }
  }
  kept.push(Buffer.from([0xff, endOfImage]));
  if (orientation !== 1) kept.splice(1, 0, orientationOnly(orientation));
  return Buffer.concat(kept);
}

function isNeeded(marker: number, payload: Buffer): boolean {
  if (marker === app0) return payload.toString('latin1', 0, 5) === 'JFIF\0';
  if (marker === app2) return payload.toString('latin1', 0, 12) === 'ICC_PROFILE\0';
  if (marker === app14) return payload.toString('latin1', 0, 5) === 'Adobe';
  return !(marker >= app0 && marker <= app15) && marker !== comment;
}

/** Where the entropy-coded bytes end: at the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new BrokenPicture('the JPEG ends inside a scan');
}

function markerAt(bytes: Buffer, at: number): number {
  const marker = bytes[at + 1];
  if (bytes[at] !== 0xff || marker === undefined || marker === 0) throw new BrokenPicture('the JPEG has no marker where one belongs');
  return marker;
}

function lengthAt(bytes: Buffer, at: number): number {
  if (at + 2 > bytes.length) throw new BrokenPicture('the JPEG is cut off');
  const length = bytes.readUInt16BE(at);
  if (length < 2) throw new BrokenPicture('the JPEG has a segment without a length');
  return length;
}

function slice(bytes: Buffer, from: number, to: number): Buffer {
  if (to > bytes.length) throw new BrokenPicture('the JPEG is cut off');
  return bytes.subarray(from, to);
}
