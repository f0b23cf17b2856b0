/** One file of an archive, as its records tell it (APPNOTE.TXT 6.3.10). */
export interface ZipEntry {
  /** ASCII. */
  readonly path: string;
  readonly at: DosMoment;
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
  /** Where its local header begins. */
  readonly offset: number;
}

export interface DosMoment {
  readonly date: number;
  readonly time: number;
}

/** A wall clock, to two seconds, from `2026-06-15T09:00:00…`. */
export function dosMoment(moment: string): DosMoment {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = moment.slice(0, 19).split(/[-T:]/).map(Number);
  return { date: ((year - 1980) << 9) | (month << 5) | day, time: (hour << 11) | (minute << 5) | (second >> 1) };
}

/** What stands in a field of 32 or 16 bits to say that the number is in the zip64 record. */
const [inZip64, countInZip64] = [0xffffffff, 0xffff];
const [plainVersion, zip64Version] = [20, 45];
const deflated = 8;

export function localHeader(entry: ZipEntry): Buffer {
  if (entry.size >= inZip64 || entry.packedSize >= inZip64) throw new Error(`${entry.path} is too long to be held whole`);
  const record = Buffer.alloc(30 + entry.path.length);
  record.writeUInt32LE(0x04034b50, 0);
  writeShared(record, 4, entry, plainVersion);
  record.write(entry.path, 30, 'latin1');
  return record;
}

export function directoryEntry(entry: ZipEntry): Buffer {
  const far = entry.offset >= inZip64;
  const record = Buffer.alloc(46 + entry.path.length + (far ? 12 : 0));
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(far ? zip64Version : plainVersion, 4);
  writeShared(record, 6, entry, far ? zip64Version : plainVersion);
  record.writeUInt16LE(far ? 12 : 0, 30);
  record.writeUInt32LE(far ? inZip64 : entry.offset, 42);
  record.write(entry.path, 46, 'latin1');
  if (!far) return record;
  const extra = 46 + entry.path.length;
  record.writeUInt16LE(1, extra);
  record.writeUInt16LE(8, extra + 2);
  record.writeBigUInt64LE(BigInt(entry.offset), extra + 4);
  return record;
}

/** From the version that is needed to the length of the path: the same in both headers. */
function writeShared(record: Buffer, at: number, { at: moment, crc, packedSize, size, path }: ZipEntry, version: number): void {
  record.writeUInt16LE(version, at);
  record.writeUInt16LE(deflated, at + 4);
  record.writeUInt16LE(moment.time, at + 6);
  record.writeUInt16LE(moment.date, at + 8);
  record.writeUInt32LE(crc, at + 10);
  record.writeUInt32LE(packedSize, at + 14);
  record.writeUInt32LE(size, at + 18);
  record.writeUInt16LE(path.length, at + 22);
}

/** Where an archive's directory stands. */
export interface ZipDirectory {
  readonly entries: number;
  readonly start: number;
  readonly length: number;
}

/** The records after the directory: in zip64, too, where a number has no room in the plain one. */
export function directoryEnd({ entries, start, length }: ZipDirectory): Buffer {
  const plain = entries < countInZip64 && start < inZip64 && length < inZip64;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, countInZip64), 8);
  end.writeUInt16LE(Math.min(entries, countInZip64), 10);
  end.writeUInt32LE(Math.min(length, inZip64), 12);
  end.writeUInt32LE(Math.min(start, inZip64), 16);
  return plain ? end : Buffer.concat([zip64End({ entries, start, length }), end]);
}

function zip64End({ entries, start, length }: ZipDirectory): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(zip64Version, 12);
  record.writeUInt16LE(zip64Version, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(start + length), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
