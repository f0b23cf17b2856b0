import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackupFault, sentencesOf } from './backup-fault.js';
import { freeBytes, requireSpace } from './disk-space.js';
import { dataFormat, keysFormat, readManifest, type KeysManifest } from './folder/manifest.js';
import { silentProgress } from './progress.js';
import { refuseExpiredKeys } from './restore/expired-keys.js';
import { takeBackup } from './take/take-backup.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-refusals-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('keys that were backed up', () => {
  const keys = { takenAt: '2026-06-18T09:00:00.000+08:00', expiresAt: '2026-07-18T09:00:00.000+08:00' } as KeysManifest;
  const at = (moment: string, reason?: string) => () => refuseExpiredKeys(keys, Date.parse(moment), reason);

  it('are used within 30 days, and later only for a reason', () => {
    expect(at('2026-07-18T08:59:59.999+08:00')).not.toThrow();
    expect(at('2026-07-18T09:00:00.000+08:00')).toThrow('people erased since then would become readable again');
    expect(at('2026-09-01T00:00:00.000+08:00', 'the only keys left')).not.toThrow();
  });
});

describe('room on the disk', () => {
  it('is asked for where the folder will lie', async () => {
    const free = await freeBytes(join(folder, 'not', 'there', 'yet'));
    // Others write to this disk too, between one look and the next.
    expect(free / (await freeBytes(folder))).toBeCloseTo(1, 1);
  });

  it('is required before anything is written, in whole megabytes', () => {
    expect(() => requireSpace('/backups', 5_000_000, 5_000_000)).not.toThrow();
    expect(() => requireSpace('/backups', 4_000_000, 5_100_000)).toThrow('up to 6 MB are needed, 4 MB are free');
  });
});

describe('a folder that is no backup of this version', () => {
  it.each([
    ['has no manifest', undefined, 'it has no manifest.json'],
    ['has a torn one', '{"format":', 'something unreadable'],
    ['is of a later format', '{"format":"huying-backup-2"}', '"huying-backup-2"'],
    ['holds keys', `{"format":"${keysFormat}"}`, keysFormat],
  ])('is refused when it %s', async (_, text, sentence) => {
    if (text !== undefined) await writeFile(join(folder, 'manifest.json'), text);
    await expect(readManifest(folder, dataFormat)).rejects.toThrow(sentence);
  });
});

describe('a backup that cannot be taken', () => {
  it.each([
    ['there is no installation', { target: 'backup' }, 'There is no Huying in'],
    ['it would lie inside the data', { target: 'data/backup' }, 'lies inside the data folder'],
    ['its keys would lie inside the data', { target: 'backup', keys: 'data/keys' }, 'lies inside the data folder'],
  ])('leaves nothing behind when %s', async (_, { target, keys }: { target: string; keys?: string }, sentence) => {
    const dataDir = join(folder, 'data');
    const taking = takeBackup({
      dataDir,
      target: join(folder, target),
      ...(keys === undefined ? {} : { keys: join(folder, keys) }),
      progress: silentProgress,
    });
    await expect(taking).rejects.toThrow(sentence);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a fault that a person can mend', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR', '3D000', '42P01'])(
    '%s is told in both languages, and where',
    (code) => {
      const [en, zh, path] = sentencesOf(Object.assign(new Error(code), { code, path: '/backups/x' }));
      expect(en).toMatch(/^[ -~]+$/);
      expect(zh).toMatch(/[一-龥]/);
      expect(path).toBe('/backups/x');
    },
  );

  it('is told as it says itself', () => {
    expect(sentencesOf(new BackupFault('Take another.', '请重新备份。'))).toEqual(['Take another.', '请重新备份。']);
  });
});
