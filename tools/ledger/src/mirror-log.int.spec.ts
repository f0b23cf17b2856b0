import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseVerifierKey, type VerifierKey } from 'huying-verify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareWithMirror, type MirrorComparison } from './compare-with-mirror.js';
import { filesOf, serveLogs, signer, type LogServer } from './log-server.spec.js';
import { mirrorLog, type Mirrored, type MirrorTask } from './mirror-log.js';

const entry = (n: number): Buffer => Buffer.from(`{"position":"${String(n + 1)}"}`);

describe('mirroring a log', () => {
  let folder: string;
  let server: LogServer;
  let served: Map<string, Buffer>;
  let key: VerifierKey;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huying-mirror-'));
    key = (await parseVerifierKey(signer.vkey)) as VerifierKey;
    server = await serveLogs((_, path) => served.get(path));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const task = (): MirrorTask => ({ log: server.log('log'), origin: signer.name, keys: [key], folder });
  const mirror = (): Promise<Mirrored> => mirrorLog(task());
  const compare = (): Promise<MirrorComparison> => compareWithMirror(task());
  const count = (size: number): Buffer[] => Array.from({ length: size }, (_, n) => entry(n));

  it('leaves the very files that the log serves, and goes on from them', async () => {
    served = await filesOf(count(300));
    expect(await mirror()).toEqual({ size: 300, added: 300 });
    for (const [path, bytes] of served) expect(await readFile(join(folder, path)), path).toEqual(bytes);
    served = await filesOf(count(700));
    expect(await mirror()).toEqual({ size: 700, added: 400 });
    expect(await mirror()).toEqual({ size: 700, added: 0 });
  });

  it('takes a log without entries', async () => {
    served = await filesOf([]);
    expect(await mirror()).toEqual({ size: 0, added: 0 });
  });

  it('finds a history that was rewritten with the signing key in hand', async () => {
    served = await filesOf(count(300));
    await mirror();
    served = await filesOf(count(400).map((bytes, n) => (n === 17 ? Buffer.from('{"position":"18","other":1}') : bytes)));
    await expect(mirror()).rejects.toMatchObject({ code: 'REWRITTEN' });
    expect((await readFile(join(folder, 'checkpoint'), 'utf8')).split('\n')[1]).toBe('300');
  });

  it.each([
    ['one byte of an entry', 'tile/entries/000', 'ROOT_WRONG'],
    ['the root in the checkpoint', 'checkpoint', 'NOT_SIGNED'],
  ])('finds a change of %s', async (_, path, code) => {
    served = await filesOf(count(300));
    const bytes = Buffer.from(served.get(path) ?? []);
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    served.set(path, bytes);
    await expect(mirror()).rejects.toMatchObject({ code });
  });

  it('finds a log that went back, and a bundle that is cut off or missing', async () => {
    served = await filesOf(count(300));
    await mirror();
    served = await filesOf(count(299));
    await expect(mirror()).rejects.toMatchObject({ code: 'WENT_BACK' });
    served = await filesOf(count(301));
    served.set('tile/entries/000', (served.get('tile/entries/000') ?? Buffer.alloc(0)).subarray(0, 100));
    await expect(mirror()).rejects.toMatchObject({ code: 'ROOT_WRONG' });
    served.delete('tile/entries/000');
    await expect(mirror()).rejects.toMatchObject({ code: 'NO_ANSWER' });
  });

  it('believes no checkpoint of another key, and no mirror whose own checkpoint was changed', async () => {
    served = await filesOf(count(3));
    await mirror();
    await writeFile(join(folder, 'checkpoint'), (await readFile(join(folder, 'checkpoint'), 'utf8')).replace('\n3\n', '\n2\n'));
    await expect(mirror()).rejects.toMatchObject({ code: 'NOT_SIGNED' });
  });

  it('is compared with what the log serves later, without a copy: continued, shortened, or rewritten from which position on', async () => {
    expect(await compare()).toEqual({ kind: 'no-mirror' });
    served = await filesOf(count(300));
    await mirror();
    served = await filesOf(count(700));
    expect(await compare()).toEqual({ kind: 'continues', size: 700, before: 300 });
    served = await filesOf(count(299));
    expect(await compare()).toEqual({ kind: 'went-back', size: 299, before: 300 });
    const rewritten = count(700).map((bytes, n) => (n === 280 ? Buffer.from('{"position":"281","other":1}') : bytes));
    served = await filesOf(rewritten);
    expect(await compare()).toEqual({ kind: 'rewritten', size: 700, before: 300, position: 281 });
  });
});
