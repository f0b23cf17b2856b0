import { unzipSync } from 'fflate';
import { readZip } from 'huying-verify';
import { describe, expect, it } from 'vitest';
import { zipOf } from './zip.js';

describe('an archive of more files than the plain form counts', () => {
  it('is read whole by other people’s code, and by the verifier', async () => {
    const count = 66_000;
    async function* files() {
      for (let n = 0; n < count; n += 1) yield await Promise.resolve({ path: `f/${String(n)}`, content: Buffer.of(n % 256) });
    }
    const parts: Uint8Array[] = [];
    for await (const part of zipOf(files(), '2026-06-15T09:00:02.000+08:00')) parts.push(part);
    const archive = Buffer.concat(parts);
    for (const read of [unzipSync(archive), Object.fromEntries((await readZip(archive)) ?? [])]) {
      expect(Object.keys(read)).toHaveLength(count);
      expect(read['f/65999']).toEqual(Uint8Array.of(65_999 % 256));
    }
  });
});
