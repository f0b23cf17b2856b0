import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareHeads, type HeadComparison } from './compare-heads.js';
import { readGiven } from './given-file.js';
import { logName, mirrorOf, receiptOf, signer } from './log-server.spec.js';
import type { Mirror } from './mirrored-log.js';

const entries = (size: number, changed?: number): Buffer[] =>
  Array.from({ length: size }, (_, n) => Buffer.from(`{"position":"${String(n + 1)}"${n === changed ? ',"other":1' : ''}}`));

describe('a receipt beside a mirror that somebody else kept', () => {
  let folder: string;
  let kept: Mirror;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huying-compare-'));
    kept = await mirrorOf(entries(300), join(folder, 'mirror'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** The receipt of entry 5 of a log of these entries, as a file. */
  async function given(...log: readonly Buffer[]): Promise<string> {
    const file = join(folder, 'receipt');
    await writeFile(file, await receiptOf(log, 4));
    return file;
  }
  const compare = async (file: string, mirror = kept): Promise<readonly HeadComparison[]> =>
    compareHeads((await readGiven(file, kept.keys)).heads, mirror);

  it.each([5, 255, 256, 257, 300])('is of the same history where the mirror had its tree of %i entries once', async (size) => {
    expect(await compare(await given(...entries(size)))).toMatchObject([
      { kind: 'same-history', origin: signer.name, size, mirrored: 300 },
    ]);
  });

  it.each([
    ['in another entry than its own', entries(200, 17)],
    ['in its own', entries(300, 4)],
  ])('shows a log that told two histories, each signed and whole in itself, and different %s', async (_, other) => {
    expect(await compare(await given(...other))).toMatchObject([{ kind: 'other-history', size: other.length, mirrored: 300 }]);
  });

  it('cannot be told of where the mirror is older', async () => {
    expect(await compare(await given(...entries(301)))).toMatchObject([{ kind: 'beyond', size: 301, mirrored: 300 }]);
  });

  it('must verify by itself', async () => {
    const file = await given(...entries(200));
    await writeFile(file, (await readFile(file, 'utf8')).replace('index 4', 'index 5'));
    await expect(compare(file)).rejects.toMatchObject({ code: 'NOT_VERIFIED', message: expect.stringContaining('PROOF_WRONG') as string });
    await expect(compare(join(folder, 'none'))).rejects.toMatchObject({ code: 'NO_FILE' });
  });

  it('is compared with no folder that is not the mirror of its log', async () => {
    await expect(compare(await given(...entries(200)), { ...kept, folder: join(folder, 'elsewhere') })).rejects.toMatchObject({
      code: 'NO_MIRROR',
    });
  });

  it('is accused by no damaged file: tiles are made anew from the entries, and those must lead to the signed root', async () => {
    const file = await given(...entries(200));
    const damage = async (path: string): Promise<void> => {
      const damaged = await readFile(join(kept.folder, logName, path));
      damaged[5] = (damaged[5] ?? 0) ^ 1;
      await writeFile(join(kept.folder, logName, path), damaged);
    };
    await damage('tile/0/000');
    expect(await compare(file)).toMatchObject([{ kind: 'same-history' }]);
    await damage('tile/entries/000');
    await expect(compare(file)).rejects.toMatchObject({ code: 'ROOT_WRONG' });
  });
});
