import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { readZip } from 'huying-verify';
import { describe, expect, it } from 'vitest';
import { CompactBytes } from './compact-bytes.js';
import type { PackFile } from './pack-file.js';
import { directoryEnd, directoryEntry } from './zip-records.js';
import { zipOf } from './zip.js';

const made = '2026-06-15T09:00:02.000+08:00';

async function zipped(files: Iterable<PackFile>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of zipOf(later(files), made)) parts.push(part);
  return Buffer.concat(parts);
}
async function* later(files: Iterable<PackFile>): AsyncGenerator<PackFile> {
  for (const file of files) yield await Promise.resolve(file);
}
const letters = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, n) => 97 + ((n * n) % 26)));

describe('an archive', () => {
  const files: readonly PackFile[] = [
    { path: 'empty', content: Buffer.alloc(0) },
    { path: 'short.txt', content: Buffer.from('呼应') },
    { path: 'long/er.bin', content: letters(300_000) },
    { path: 'in/pieces', content: () => [letters(70_000), Buffer.alloc(0), Buffer.from('end')] },
  ];

  it('gives every file back to other people’s code, and to the verifier', async () => {
    const archive = await zipped(files);
    const inPieces = Buffer.concat([letters(70_000), Buffer.from('end')]);
    const digests = (contents: Iterable<readonly [string, Uint8Array]>): [string, string][] =>
      [...contents].map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]);
    const expected = digests(files.map(({ path, content }) => [path, content instanceof Uint8Array ? content : inPieces]));
    expect(digests(Object.entries(unzipSync(archive)))).toEqual(expected);
    expect(digests((await readZip(archive)) ?? [])).toEqual(expected);
  });

  it('of the same files has the same bytes, and none where there is no file but its end', async () => {
    expect((await zipped(files)).equals(await zipped(files))).toBe(true);
    expect((await zipped([])).length).toBe(22);
  });

  it('takes only paths in ASCII', async () => {
    await expect(zipped([{ path: '诉求', content: Buffer.alloc(0) }])).rejects.toThrow('ASCII');
  });
});

describe('the records of an archive beyond 4 GiB', () => {
  const entry = { path: 'a', at: { date: 0, time: 0 }, crc: 1, size: 1, packedSize: 1 };

  it('say in zip64 where a file begins, from the byte on from which the plain form has no room', () => {
    const near = directoryEntry({ ...entry, offset: 0xfffffffe });
    expect([near.length, near.readUInt16LE(30), near.readUInt32LE(42)]).toEqual([47, 0, 0xfffffffe]);
    const far = directoryEntry({ ...entry, offset: 0xffffffff });
    expect([far.length, far.readUInt16LE(30), far.readUInt32LE(42)]).toEqual([59, 12, 0xffffffff]);
    expect([far.readUInt16LE(47), far.readUInt16LE(49), far.readBigUInt64LE(51)]).toEqual([1, 8, 0xffffffffn]);
  });

  it('say in zip64 where the directory begins', () => {
    expect(directoryEnd({ entries: 0xfffe, start: 0xfffffffe, length: 1 }).length).toBe(22);
    for (const full of [
      { entries: 0xffff, start: 0, length: 1 },
      { entries: 1, start: 0xffffffff, length: 1 },
    ]) {
      const records = directoryEnd(full);
      expect(records.length).toBe(98);
      expect(records.readBigUInt64LE(32)).toBe(BigInt(full.entries));
      expect(records.readBigUInt64LE(48)).toBe(BigInt(full.start));
      expect(records.readBigUInt64LE(64)).toBe(BigInt(full.start + 1));
    }
  });
});

describe('bytes that are kept packed', () => {
  it('come back as they were added', () => {
    const bytes = new CompactBytes();
    const lines = Array.from({ length: 5_000 }, (_, n) => Buffer.from(`line ${String(n)} of many\n`));
    for (const line of lines) bytes.add(line);
    expect(Buffer.concat([...bytes.pieces()]).equals(Buffer.concat(lines))).toBe(true);
    expect(bytes.length).toBe(Buffer.concat(lines).length);
    expect([...new CompactBytes().pieces()]).toEqual([]);
  });
});
