import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isConsistent, isIncluded, openNote, parseCheckpoint, parseVerifierKey, type TreeHead } from 'huying-verify';
import { tilePath, tilesOf, TreeReader } from '@huying/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import type { Ask } from '../case-lookup/case-events.js';
import { lampStory, permitStory } from '../case-story.spec.js';
import { ledgerLogs } from './ledger-logs.js';
import { signersOf } from './signers.js';
import { PublishedHeads } from './published-heads.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
});
afterAll(() => audit.close());

const get = async (path: string): Promise<Buffer> => {
  const { status, bytes } = await audit.file(path);
  expect(status, path).toBe(200);
  return bytes;
};
/** The log's tree as its signed checkpoint states it. */
const headOf = async (log: (typeof ledgerLogs)[number]): Promise<TreeHead> => {
  const key = await parseVerifierKey(signersOf(audit.ledger, log)[0].vkey);
  const opened = await openNote((await get(`/log/${log}/checkpoint`)).toString(), key === undefined ? [] : [key]);
  if (typeof opened === 'string') throw new Error(opened);
  const head = parseCheckpoint(opened.text);
  if (head === undefined) throw new Error('no checkpoint');
  return head;
};
/** Entries of a log as its bundles hold them, cut by their lengths. */
const entriesOf = async (log: string, size: number): Promise<Buffer[]> => {
  const entries: Buffer[] = [];
  for (let index = 0; index * 256 < size; index += 1) {
    const bundle = await get(`/log/${log}/${tilePath({ level: 0, index, width: Math.min(256, size - index * 256) }, 'entries')}`);
    for (let at = 0; at < bundle.length;) {
      const length = bundle.readUInt16BE(at);
      entries.push(bundle.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return entries;
};
const served = (log: string, size: number): TreeReader => new TreeReader(size, (tile) => get(`/log/${log}/${tilePath(tile)}`));
const leaf = (entry: Buffer): Buffer => createHash('sha256').update(Buffer.of(0)).update(entry).digest();

describe('the log of a service', () => {
  it('has a signed checkpoint before its first entry', async () => {
    await audit.publish();
    for (const log of ['intake', 'volunteers'] as const)
      expect(await headOf(log)).toMatchObject({ origin: `spec.example/log/${log}`, size: 0, root: new Uint8Array(sha256Of('')) });
  });

  it('is kept outside the database whole, by however many who publish at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huying-heads-'));
    const ask: Ask = <Row>(sql: string, values: readonly unknown[]) => audit.query('application', sql, values) as Promise<readonly Row[]>;
    const [one, other] = [new PublishedHeads(folder), new PublishedHeads(folder)];
    try {
      await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? one : other).keep(ask, 'intake')));
      expect(await readdir(join(folder, 'intake'))).toEqual(['checkpoint']);
      expect(await readFile(join(folder, 'intake', 'checkpoint'))).toEqual(await get('/log/intake/checkpoint'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is rid at start of files that a kill amid a write left an hour ago, not of another instance’s that is at it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huying-heads-'));
    const [left, underWay] = ['checkpoint.unfinished-left', 'checkpoint.unfinished-under-way'];
    await mkdir(join(folder, 'intake'));
    for (const name of [left, underWay]) await writeFile(join(folder, 'intake', name), '');
    const longAgo = new Date(Date.now() - 3_700_000);
    await utimes(join(folder, 'intake', left), longAgo, longAgo);
    const another = await startAudit({ ledger: { ...audit.ledger, folder } });
    try {
      const names = await readdir(join(folder, 'intake'));
      expect(names).toContain(underWay);
      expect(names).not.toContain(left);
    } finally {
      await another.close();
      await rm(folder, { recursive: true });
    }
  });

  it('holds the very bytes of every event, in order, under a root that its tiles lead to', async () => {
    await audit.tell([...lampStory(), ...permitStory()]);
    await audit.publish();
    for (const service of ['intake', 'dispatch'] as const) {
      const original: Buffer[] = [];
      for await (const event of audit.store(service).readLog(0)) original.push(event.body);
      const { size, root } = await headOf(service);
      expect(size).toBe(original.length);
      expect(await entriesOf(service, size)).toEqual(original);
      const reader = served(service, size);
      for (const [index, entry] of original.entries())
        expect(await isIncluded({ leaf: leaf(entry), index, size, root, proof: await reader.inclusionProof(index) })).toBe(true);
    }
  });

  it('continues each of its earlier checkpoints', async () => {
    const before = await headOf('intake');
    await audit.tell(lampStory('019b0000-0000-7000-8000-000000000002'));
    await audit.publish();
    const { size, root } = await headOf('intake');
    expect(size).toBeGreaterThan(before.size);
    const proof = await served('intake', size).consistencyProof(before.size);
    expect(await isConsistent({ oldSize: before.size, oldRoot: before.root, size, root, proof })).toBe(true);
  });

  it('serves every tile that its size has, with the types of the standard, and nothing beyond', async () => {
    const { size } = await headOf('intake');
    for (const tile of tilesOf(size)) {
      const { status, type, bytes } = await audit.file(`/log/intake/${tilePath(tile)}`);
      expect([status, type, bytes.length]).toEqual([200, 'application/octet-stream', tile.width * 32]);
    }
    expect((await audit.file('/log/intake/checkpoint')).type).toBe('text/plain; charset=utf-8');
    const missing = ['tile/0/000', `tile/0/000.p/${String(size + 1)}`, 'tile/0/x000/000.p/1', 'tile/1/000.p/1', 'tile/entries/001.p/1'];
    for (const path of missing) expect((await audit.file(`/log/intake/${path}`)).status, path).toBe(404);
    expect((await audit.file('/log/nobody/checkpoint')).status).toBe(404);
  });
});

describe('the log of checkpoints', () => {
  it('has every checkpoint of every service as an entry, in the order in which they were signed', async () => {
    await audit.publish();
    const { size } = await headOf('checkpoints');
    const entries = (await entriesOf('checkpoints', size)).map(String);
    for (const log of ledgerLogs) if (log !== 'checkpoints') expect(entries).toContain((await get(`/log/${log}/checkpoint`)).toString());
    expect(new Set(entries).size).toBe(size);
  });
});

describe('what was published', () => {
  it.each([
    ['a tile', "UPDATE ledger.tile SET hashes = decode(repeat('00', 32), 'hex') WHERE level = 0"],
    ['a tree’s size', 'UPDATE ledger.tree SET size = size - 1 WHERE size > 0'],
    ['a checkpoint', "UPDATE ledger.checkpoint SET note = ''"],
    ['the checkpoints', 'DELETE FROM ledger.checkpoint'],
    ['the tiles', 'TRUNCATE ledger.tile'],
    ['a further signature', 'DELETE FROM ledger.further_signature'],
  ])('is kept: %s cannot be changed, not even by the owner', async (_, statement) => {
    await expect(audit.query('owner', statement)).rejects.toMatchObject({ code: '23001' });
  });

  it('is found out to be newer than a database that was restored', async () => {
    const file = join(audit.ledger.folder, 'intake', 'checkpoint');
    const kept = await readFile(file, 'utf8');
    const { size } = await headOf('intake');
    const heads = new PublishedHeads(audit.ledger.folder);
    const ask = <Row>(sql: string, values: readonly unknown[]) => audit.query('application', sql, values) as Promise<readonly Row[]>;
    await heads.refuseOlderThanPublished(ask);
    await writeFile(file, kept.replace(`\n${String(size)}\n`, `\n${String(size + 1)}\n`));
    await expect(heads.refuseOlderThanPublished(ask)).rejects.toThrow('restored from an older backup');
    await writeFile(file, kept.replace(/\n[A-Za-z0-9+/=]{44}\n/, `\n${sha256Of('another').toString('base64')}\n`));
    await expect(heads.refuseOlderThanPublished(ask)).rejects.toThrow('is not the one whose checkpoint was published');
    await writeFile(file, kept);
  });
});

describe('a key that is added', () => {
  it('signs the last checkpoint of every log as well, once, also of those that do not grow', async () => {
    await audit.publish();
    const before = await headOf('volunteers');
    audit.addLedgerKey(generateKeyPairSync('ed25519').privateKey);
    await audit.publish();
    await audit.publish();
    for (const log of ledgerLogs) {
      const signers = signersOf(audit.ledger, log);
      const note = (await get(`/log/${log}/checkpoint`)).toString();
      expect(note.slice(note.lastIndexOf('\n\n') + 2).match(/^— .*$/gm), log).toHaveLength(2);
      for (const { vkey } of signers) {
        const key = await parseVerifierKey(vkey);
        expect(typeof (await openNote(note, key === undefined ? [] : [key])), log).toBe('object');
      }
    }
    expect(await headOf('volunteers')).toEqual(before);
    expect(await readFile(join(audit.ledger.folder, 'volunteers', 'checkpoint'), 'utf8')).toBe(
      (await get('/log/volunteers/checkpoint')).toString(),
    );
  });
});

function sha256Of(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
