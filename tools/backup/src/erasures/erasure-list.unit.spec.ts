import { generateKeyPairSync } from 'node:crypto';
import { keyEventTypes, type KeyOwner } from '@huying/contracts';
import { ed25519Signer, emptyEdge, formatReceipt, grow, leafHash, signCheckpoint, TreeReader } from '@huying/ledger';
import { parseVerifierKey, type VerifierKey } from 'huying-verify';
import { describe, expect, it } from 'vitest';
import { BackupFault } from '../backup-fault.js';
import { listFormat, readErasureList } from './erasure-list.js';

const ledger = generateKeyPairSync('ed25519').privateKey;
const signerOf = (owner: string, key = ledger) => ed25519Signer(`huying.localhost/log/${owner}`, key);
const keys = Promise.all(['intake', 'dispatch'].map(async (owner) => (await parseVerifierKey(signerOf(owner).vkey)) as VerifierKey));
const kid = '018f0000-0000-7000-8000-0000000000a1';
const at = '2026-06-17T15:00:00.000+08:00';

interface Entry {
  readonly type?: string;
  readonly position?: number;
}

/** A log whose entries are erasures, and the receipt of each of them. */
async function receiptsOf(owner: KeyOwner, erasures: readonly string[], { type, position }: Entry = {}, key = ledger): Promise<string[]> {
  const entries = erasures.map((erasure, index) =>
    Buffer.from(
      JSON.stringify({
        position: String(position ?? index + 1),
        type: type ?? keyEventTypes[owner].PiiErased.type,
        streamversion: String(index + 1),
        data: { erasure, basis: 'resident-request', at, kids: [kid] },
      }),
    ),
  );
  const { tiles } = grow(emptyEdge, entries.map(leafHash));
  const tree = new TreeReader(entries.length, (tile) =>
    Promise.resolve(tiles.find(({ level }) => level === tile.level)?.hashes ?? Buffer.alloc(0)),
  );
  const checkpoint = signCheckpoint({ size: entries.length, root: await tree.root() }, [signerOf(owner, key)]);
  return Promise.all(
    entries.map(async (entry, index) => formatReceipt({ entry, index, proof: await tree.inclusionProof(index), checkpoint })),
  );
}
const listOf = (receipts: readonly string[]): string => JSON.stringify({ format: listFormat, takenAt: at, receipts });
const read = async (receipts: readonly string[]) => readErasureList(listOf(receipts), await keys);

describe('the list of erasures that is kept outside', () => {
  it('says what each service has destroyed, once every receipt verifies', async () => {
    const receipts = [...(await receiptsOf('intake', ['e-1', 'e-2'])), ...(await receiptsOf('dispatch', ['e-1']))];
    expect(await read(receipts)).toEqual([
      { owner: 'intake', version: 1, erasure: 'e-1', basis: 'resident-request', at, kids: [kid] },
      { owner: 'intake', version: 2, erasure: 'e-2', basis: 'resident-request', at, kids: [kid] },
      { owner: 'dispatch', version: 1, erasure: 'e-1', basis: 'resident-request', at, kids: [kid] },
    ]);
    expect(await read([])).toEqual([]);
  });

  it.each([
    [
      'another entry in a receipt',
      async () => (await receiptsOf('intake', ['e-1'])).map((receipt) => receipt.replace(/^extra .{8}/m, 'extra eyJxb3Np')),
      'PROOF_WRONG',
    ],
    [
      'the signature of another ledger',
      () => receiptsOf('intake', ['e-1'], {}, generateKeyPairSync('ed25519').privateKey),
      'NOTE_SIGNED_BY_NOBODY_KNOWN',
    ],
    ['an event of another kind', () => receiptsOf('intake', ['e-1'], { type: 'cn.huying.case.CaseClosed.v1' }), 'NOT_AN_ERASURE'],
    [
      'the record of another service',
      () => receiptsOf('intake', ['e-1'], { type: keyEventTypes.dispatch.PiiErased.type }),
      'NOT_AN_ERASURE',
    ],
    ['an entry in another place than it says', () => receiptsOf('intake', ['e-1'], { position: 7 }), 'NOT_AN_ERASURE'],
    ['an erasure left out', async () => (await receiptsOf('intake', ['e-1', 'e-2'])).slice(1), 'lacks number 1 of intake'],
    [
      'an erasure told twice',
      async () => [...(await receiptsOf('intake', ['e-1'])), ...(await receiptsOf('intake', ['e-1']))],
      'lacks number 2 of intake',
    ],
  ])('is refused with %s', async (_, receipts, reason) => {
    const reading = read(await receipts());
    await expect(reading).rejects.toThrow(BackupFault);
    await expect(reading).rejects.toThrow(reason);
  });

  it.each(['', '{}', 'null', '{"format":"huying-erasures-2","receipts":[]}', `{"format":"${listFormat}","receipts":[1]}`])(
    'is no other file: %s',
    async (text) => {
      await expect(readErasureList(text, await keys)).rejects.toThrow('This is no list of erasures');
    },
  );
});
