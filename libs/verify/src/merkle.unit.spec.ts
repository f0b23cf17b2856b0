import { describe, expect, it } from 'vitest';
import { isConsistent, isIncluded, leafHash } from './merkle.js';
import { bytesOf, tlogEntries, pairsOf, tlogVectors } from '@huying/testing';

const root = (size: number): Buffer => bytesOf(tlogVectors.roots_by_size[size]);
const leaf = (index: number): Buffer => bytesOf(tlogVectors.leaf_hashes[index]);
const flipped = (hash: Buffer): Buffer => Buffer.from(hash.map((byte, n) => (n === 7 ? byte ^ 1 : byte)));

describe('the hash of an entry', () => {
  it('is that of the vectors', async () => {
    expect(await Promise.all(tlogEntries.map((entry) => leafHash(entry)))).toEqual(tlogEntries.map((_, n) => new Uint8Array(leaf(n))));
  });
});

describe('an inclusion proof', () => {
  const cases = pairsOf(tlogVectors['inclusion_index/size']);

  it.each(cases)('of entry %i under size %i holds', async (index, size, proof) => {
    expect(await isIncluded({ leaf: leaf(index), index, size, proof, root: root(size) })).toBe(true);
  });

  it('holds for no other entry, place, size or root, and not with a hash changed, dropped or added', async () => {
    const forgeries = cases.flatMap(([index, size, proof]) => {
      const whole = { leaf: leaf(index), index, size, proof, root: root(size) };
      return [
        { ...whole, leaf: flipped(whole.leaf) },
        { ...whole, root: flipped(whole.root) },
        { ...whole, index: index + 1 },
        { ...whole, size: index },
        { ...whole, proof: [...proof, leaf(0)] },
        ...proof.map((_, n) => ({ ...whole, proof: proof.filter((__, m) => m !== n) })),
        ...proof.map((_, n) => ({ ...whole, proof: proof.map((hash, m) => (m === n ? flipped(hash) : hash)) })),
      ];
    });
    for (const forgery of forgeries) expect(await isIncluded(forgery), JSON.stringify([forgery.index, forgery.size])).toBe(false);
    expect(forgeries.length).toBeGreaterThan(250);
  });
});

describe('a consistency proof', () => {
  const cases = pairsOf(tlogVectors['consistency_old/new']);

  it.each(cases)('from size %i to size %i holds', async (oldSize, size, proof) => {
    expect(await isConsistent({ oldSize, oldRoot: root(oldSize), size, root: root(size), proof })).toBe(true);
  });

  it('holds from the empty tree to every other, without a hash', async () => {
    expect(await isConsistent({ oldSize: 0, oldRoot: root(0), size: 5, root: root(5), proof: [] })).toBe(true);
  });

  it('holds for no other root or size, and not with a hash changed, dropped or added', async () => {
    const forgeries = cases.flatMap(([oldSize, size, proof]) => {
      const whole = { oldSize, oldRoot: root(oldSize), size, root: root(size), proof };
      return [
        { ...whole, oldRoot: flipped(whole.oldRoot) },
        { ...whole, root: flipped(whole.root) },
        { ...whole, oldSize: size + 1 },
        { ...whole, proof: [...proof, leaf(0)] },
        ...proof.map((_, n) => ({ ...whole, proof: proof.filter((__, m) => m !== n) })),
        ...proof.map((_, n) => ({ ...whole, proof: proof.map((hash, m) => (m === n ? flipped(hash) : hash)) })),
      ];
    });
    for (const forgery of forgeries) expect(await isConsistent(forgery), JSON.stringify([forgery.oldSize, forgery.size])).toBe(false);
    expect(forgeries.length).toBeGreaterThan(250);
  });
});
