import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyFolder } from '../verify/verify-folder.js';
import { FolderWriter } from './folder-writer.js';

let parent: string;
let target: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'huying-folder-'));
  target = join(parent, 'backup');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const written = async (): Promise<string> => {
  const folder = await FolderWriter.begin(target);
  await folder.write('a/words.txt', Readable.from([Buffer.from('楼道'), Buffer.from('灯')]));
  await folder.finish({ format: 'test' });
  await folder.giveName();
  const { sums } = JSON.parse(await readFile(join(target, 'manifest.json'), 'utf8')) as { sums: string };
  return sums;
};
const nothing = { onBytes: () => undefined };

describe('a folder of a backup', () => {
  it('has its name only when it is whole, each file readable by its owner alone, with digests that other tools can check', async () => {
    const folder = await FolderWriter.begin(target);
    await folder.write('a/words.txt', Readable.from([Buffer.from('灯')]));
    expect(await readdir(parent)).toEqual(['backup.part']);
    await folder.finish({ format: 'test' });
    expect(await readdir(parent)).toEqual(['backup.part']);
    await folder.giveName();
    expect(await readdir(parent)).toEqual(['backup']);
    expect((await readdir(target)).sort()).toEqual(['SHA256SUMS', 'a', 'manifest.json']);
    expect((await stat(join(target, 'a', 'words.txt'))).mode & 0o077).toBe(0);
    const sum = createHash('sha256').update('灯').digest('hex');
    expect(await readFile(join(target, 'SHA256SUMS'), 'utf8')).toBe(`${sum}  a/words.txt\n`);
  });

  it('takes the place of one that was interrupted, and of nothing else', async () => {
    const interrupted = await FolderWriter.begin(target);
    await interrupted.write('half', Readable.from([Buffer.from('x')]));
    await written();
    expect((await readdir(target)).sort()).toEqual(['SHA256SUMS', 'a', 'manifest.json']);
    await expect(FolderWriter.begin(target)).rejects.toThrow('is there already and not empty');
    const other = join(parent, 'other');
    await mkdir(`${other}.part`);
    await writeFile(join(`${other}.part`, 'mine'), 'x');
    await expect(FolderWriter.begin(other)).rejects.toThrow('no backup of ours left it');
  });

  it('passes the check as it was written', async () => {
    await expect(verifyFolder(target, await written(), nothing)).resolves.toBeUndefined();
  });

  it.each([
    ['a changed file', () => writeFile(join(target, 'a', 'words.txt'), '楼道亮'), 'a/words.txt in'],
    ['a missing file', () => rm(join(target, 'a', 'words.txt')), 'a/words.txt is missing'],
    ['a file too many', () => writeFile(join(target, 'a', 'more.txt'), 'x'), 'a/more.txt in'],
    ['another list of digests', () => writeFile(join(target, 'SHA256SUMS'), ''), 'SHA256SUMS in'],
  ])('fails the check with %s, naming it in both languages', async (_, spoil, sentence) => {
    const sums = await written();
    await spoil();
    const checking = verifyFolder(target, sums, nothing);
    await expect(checking).rejects.toThrow(sentence);
    await expect(checking).rejects.toMatchObject({ zh: expect.stringContaining(target) as string });
  });
});
