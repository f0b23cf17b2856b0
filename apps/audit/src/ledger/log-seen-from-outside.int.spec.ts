import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsideIsThere, seenFromOutside, type LogSeenFromOutside } from './log-seen-from-outside.spec.js';

describe.skipIf(!outsideIsThere)('a log, seen by a verifier that others wrote', () => {
  let outside: LogSeenFromOutside;
  beforeAll(async () => {
    outside = await seenFromOutside();
  });
  afterAll(() => outside.close());

  it('is accepted at 0, 1, 255, 256 and 257 entries, and continues every checkpoint before', async () => {
    const olds: string[] = [];
    for (const size of [0, 1, 255, 256, 257]) {
      const checkpoint = await outside.growTo(size);
      const { code, said } = await outside.look({ olds });
      expect(code, said).toBe(0);
      expect(said).toContain(`signed tree of ${String(size)} entries`);
      if (size > 0) expect(said).toContain(`${String(size)} entries read`);
      for (const old of olds) expect(said).toContain(`continues its checkpoint of ${old.split('\n')[1] ?? ''} entries`);
      olds.push(checkpoint);
    }
  });

  it('is refused where one byte of an entry, of a tile or of the checkpoint is another', async () => {
    const flip =
      (at: number) =>
      (bytes: Buffer): Buffer =>
        Buffer.from(bytes.map((byte, n) => (n === at ? byte ^ 1 : byte)));
    const unchanged = (bytes: Buffer): Buffer => bytes;
    for (const [path, at, why] of [
      ['tile/entries/000', 50, 'hash mismatch for entry 0'],
      ['tile/0/000', 40, 'downloaded inconsistent tile'],
      ['checkpoint', 30, 'checkpoint: '],
    ] as const) {
      outside.serve(path, flip(at));
      const { code, said } = await outside.look();
      expect(code, said).toBe(1);
      expect(said).toContain(why);
      outside.serve(path, unchanged);
    }
    expect(await outside.look()).toMatchObject({ code: 0 });
  });
});
