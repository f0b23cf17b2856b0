import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsideIsThere, seenFromOutside, type LogSeenFromOutside } from './log-seen-from-outside.spec.js';

describe.skipIf(!outsideIsThere)('a log of three levels of tiles, seen by a verifier that others wrote', () => {
  let outside: LogSeenFromOutside;
  beforeAll(async () => {
    outside = await seenFromOutside();
  });
  afterAll(() => outside.close());

  it.each([65_535, 65_536, 65_537, 70_000])('is accepted at %i entries, and continues its smaller checkpoints', async (size) => {
    const olds = [await outside.growTo(Math.min(size, 257)), await outside.growTo(size - 1)];
    await outside.growTo(size);
    const { code, said } = await outside.look({ olds });
    expect(code, said).toBe(0);
    expect(said).toContain(`${String(size)} entries read`);
    expect(said).toContain(`continues its checkpoint of ${String(size - 1)} entries`);
  });
});
