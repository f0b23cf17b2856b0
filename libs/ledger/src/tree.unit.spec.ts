import { isConsistent, isIncluded } from 'huying-verify';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyEdge, grow, type Edge } from './grow.js';
import { emptyRoot, hashBytes, leafHash, nodeHash } from './hash.js';
import { indexPath, parseTilePath, partialTilesOf, tilePath, tilesOf, type TileCoordinates } from './tile.js';
import { TreeReader } from './tree-reader.js';
import { bytesOf, tlogEntries, pairsOf, tlogVectors } from '@huying/testing';

/** Tiles kept as a store keeps them: the widest of each place. */
class KeptTree {
  readonly tiles = new Map<string, Buffer>();
  private edge: Edge = emptyEdge;

  get size(): number {
    return this.edge.size;
  }

  add(leafHashes: readonly Buffer[]): void {
    const grown = grow(this.edge, leafHashes);
    this.edge = grown.edge;
    for (const { level, index, hashes } of grown.tiles) this.tiles.set(`${String(level)}/${String(index)}`, hashes);
  }

  read({ level, index }: TileCoordinates): Buffer {
    const tile = this.tiles.get(`${String(level)}/${String(index)}`);
    if (tile === undefined) throw new Error(`no tile ${String(level)}/${String(index)}`);
    return tile;
  }

  digests(): string[] {
    return [...this.tiles].map(([place, hashes]) => `${place} ${hashes.toString('base64')}`).sort();
  }

  at(size: number): TreeReader {
    return new TreeReader(size, (tile) => Promise.resolve(this.read(tile)));
  }
}

/** MTH as RFC 6962 defines it, by recursion over all leaves. */
function definedRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0] ?? emptyRoot;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

const numberedLeaves = (count: number): Buffer[] => Array.from({ length: count }, (_, n) => leafHash(Buffer.from(String(n))));
const grownTo = (count: number): KeptTree => {
  const tree = new KeptTree();
  tree.add(numberedLeaves(count));
  return tree;
};

describe('a tree', () => {
  it('hashes entries and gives roots as the vectors do, at every size', async () => {
    const tree = new KeptTree();
    expect(await tree.at(0).root()).toEqual(bytesOf(tlogVectors.roots_by_size[0]));
    for (const [n, entry] of tlogEntries.entries()) {
      expect(leafHash(entry)).toEqual(bytesOf(tlogVectors.leaf_hashes[n]));
      tree.add([leafHash(entry)]);
      expect(await tree.at(n + 1).root()).toEqual(bytesOf(tlogVectors.roots_by_size[n + 1]));
    }
  });

  it('gives the proofs of the vectors', async () => {
    const tree = new KeptTree();
    tree.add(tlogEntries.map(leafHash));
    for (const [index, size, proof] of pairsOf(tlogVectors['inclusion_index/size']))
      expect(await tree.at(size).inclusionProof(index)).toEqual(proof);
    for (const [old, size, proof] of pairsOf(tlogVectors['consistency_old/new']))
      expect(await tree.at(size).consistencyProof(old)).toEqual(proof);
  });

  it.each([1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000])('of %i entries has the root that the definition gives', async (size) => {
    expect(await grownTo(size).at(size).root()).toEqual(definedRoot(numberedLeaves(size)));
  });

  it('is the same however its entries came in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 8 }), (batches) => {
        const leaves = numberedLeaves(batches.reduce((sum, count) => sum + count, 0));
        const [together, apart] = [new KeptTree(), new KeptTree()];
        together.add(leaves);
        let at = 0;
        for (const count of batches) apart.add(leaves.slice(at, (at += count)));
        expect(apart.size).toBe(together.size);
        expect(apart.digests()).toEqual(together.digests());
      }),
      { numRuns: 25, seed: 6962 },
    );
  });

  it('proves every entry under every later size, and that each size continues each earlier one', async () => {
    const tree = grownTo(70_000);
    const leaves = numberedLeaves(70_000);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), fc.nat(), fc.nat(), async (size, one, other) => {
        const [index, oldSize] = [one % size, 1 + (other % size)];
        const reader = tree.at(size);
        const root = await reader.root();
        expect(await isIncluded({ leaf: leaves[index] ?? emptyRoot, index, size, root, proof: await reader.inclusionProof(index) })).toBe(
          true,
        );
        const oldRoot = await tree.at(oldSize).root();
        expect(await isConsistent({ oldSize, oldRoot, size, root, proof: await reader.consistencyProof(oldSize) })).toBe(true);
      }),
      { numRuns: 150, seed: 9162 },
    );
  });

  it('refuses proofs of entries and sizes that it does not have', async () => {
    const reader = grownTo(5).at(5);
    await expect(reader.inclusionProof(5)).rejects.toThrow(RangeError);
    await expect(reader.inclusionProof(-1)).rejects.toThrow(RangeError);
    await expect(reader.consistencyProof(6)).rejects.toThrow(RangeError);
  });
});

describe('tiles', () => {
  it('have the paths of the vectors', () => {
    for (const [place, path] of Object.entries(tlogVectors.index_paths)) {
      const [, index, width] = /^N=(\d+) W=(\d+)$/.exec(place) ?? [];
      const tile = { level: 0, index: Number(index), width: Number(width) };
      expect(tilePath(tile)).toBe(`tile/0/${path}`);
      expect(parseTilePath(`tile/0/${path}`)).toEqual({ kind: 'hashes', ...tile });
    }
    expect(indexPath(1_234_067)).toBe('x001/x234/067');
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/entries/',
    'tile/1/000/',
    '/tile/1/000',
  ])('are not asked for by %s', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it('of entries are bundles at level 0', () => {
    expect(parseTilePath('tile/entries/x001/000.p/7')).toEqual({ kind: 'entries', level: 0, index: 1000, width: 7 });
    expect(tilePath({ level: 0, index: 1000, width: 7 }, 'entries')).toBe('tile/entries/x001/000.p/7');
  });

  it('of a size are as the standard counts them', () => {
    const paths = (size: number): string[] => tilesOf(size).map((tile) => tilePath(tile));
    expect(paths(0)).toEqual([]);
    expect(paths(256)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
    const large = paths(70_000);
    expect(large).toHaveLength(274 + 2 + 1);
    expect(large.slice(-4)).toEqual(['tile/0/273.p/112', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1']);
  });

  it.each([0, 1, 255, 256, 257, 65_536, 70_000])('of size %i that are partial are those at its right edge', (size) => {
    expect(partialTilesOf(size)).toEqual(tilesOf(size).filter(({ width }) => width < 256));
  });

  it('that a tree keeps are those that its size counts, each as wide', () => {
    const tree = grownTo(66_000);
    expect([...tree.tiles].map(([place, hashes]) => `${place} ${String(hashes.length / hashBytes)}`).sort()).toEqual(
      tilesOf(66_000)
        .map(({ level, index, width }) => `${String(level)}/${String(index)} ${String(width)}`)
        .sort(),
    );
  });
});
