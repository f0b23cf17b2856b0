import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectSource, readSource } from './source-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gzip-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function unpackedOf(content: Buffer): Promise<string> {
  const path = join(folder, 'log.xes.gz');
  await writeFile(path, content);
  const file = await inspectSource(path);
  let onDisk = 0;
  const parts: Buffer[] = [];
  for await (const part of readSource(file, (bytes) => (onDisk += bytes))) parts.push(part);
  expect(onDisk).toBe(content.length);
  return Buffer.concat(parts).toString();
}
const text = Array.from({ length: 20_000 }, (_, n) => `line ${String(n)} ${String((n * 7919) % 104729)}`).join('\n');

describe('a gzipped file', () => {
  it('is read as what is packed in it, whatever it is called, byte order mark or not', async () => {
    expect(await unpackedOf(gzipSync(text))).toBe(text);
    expect(await unpackedOf(gzipSync(`\ufeff${text}`))).toBe(text);
    expect(await unpackedOf(Buffer.from(text))).toBe(text);
    expect(await unpackedOf(gzipSync('x'))).toBe('x');
  });

  it('that was cut off is told so', async () => {
    await expect(unpackedOf(gzipSync(text).subarray(0, -200))).rejects.toThrow('ends too early');
  });

  it('that was damaged is told so', async () => {
    const packed = gzipSync(text);
    packed.fill(0xff, 2_000, 2_040);
    await expect(unpackedOf(packed)).rejects.toThrow('is damaged');
  });

  it('that holds UTF-16 is told so', async () => {
    await expect(unpackedOf(gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le')))).rejects.toThrow('UTF-16');
  });
});
