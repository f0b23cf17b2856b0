import { emptyRoot, hashBytes, nodeHash } from './hash.js';
import { rootOfHashes } from './grow.js';
import { hashesAtLevel, tileWidth, type TileCoordinates } from './tile.js';

/**
 * Reads a tile's hashes. MUST answer at least `width` hashes; more are not looked at. All tiles of one root or proof are asked for
 * synchronously, one after the other, before any answer is waited for.
 */
export type ReadTile = (tile: TileCoordinates) => Promise<Buffer>;

/**
 * Roots and proofs of a tree of one size, from its tiles. Each tile is read once in a reader's life: a proof over a million entries
 * reads three or four.
 */
export class TreeReader {
  private readonly tiles = new Map<string, Promise<Buffer>>();

  constructor(
    readonly size: number,
    private readonly readTile: ReadTile,
  ) {}

  /** The root: MTH(D[size]). */
  root(): Promise<Buffer> {
    return this.size === 0 ? Promise.resolve(emptyRoot) : this.hashOf(0, this.size);
  }

  /** PATH(index, D[size]) (RFC 6962 §2.1.1), the leaf's sibling first. @throws RangeError for an index outside the tree */
  async inclusionProof(index: number): Promise<readonly Buffer[]> {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size) throw new RangeError(`no entry ${String(index)} in this tree`);
    const siblings: Promise<Buffer>[] = [];
    let [low, high] = [0, this.size];
    while (high - low > 1) {
      const middle = low + splitOf(high - low);
      if (index < middle) {
        siblings.push(this.hashOf(middle, high));
        high = middle;
      } else {
        siblings.push(this.hashOf(low, middle));
        low = middle;
      }
    }
    return Promise.all(siblings.reverse());
  }

  /** PROOF(old, D[size]) (RFC 6962 §2.1.2): this tree continues its first `old` entries. Empty for 0 and for its own size. */
  async consistencyProof(old: number): Promise<readonly Buffer[]> {
    if (!Number.isSafeInteger(old) || old < 0 || old > this.size) throw new RangeError(`no size ${String(old)} before this tree's`);
    if (old === 0 || old === this.size) return [];
    const hashes: Promise<Buffer>[] = [];
    let [low, high] = [0, this.size];
    let known = true; // the verifier has the hash of D[low:old] where that is the whole old tree
    while (old !== high) {
      const middle = low + splitOf(high - low);
      if (old <= middle) {
        hashes.push(this.hashOf(middle, high));
        high = middle;
      } else {
        hashes.push(this.hashOf(low, middle));
        low = middle;
        known = false;
      }
    }
    if (!known) hashes.push(this.hashOf(low, high));
    return Promise.all(hashes.reverse());
  }

  /** MTH(D[low:high]); aligned subtrees come from the tiles, everything else from its halves. */
  private async hashOf(low: number, high: number): Promise<Buffer> {
    const count = high - low;
    const split = splitOf(count);
    if (count === 1 || (split * 2 === count && low % count === 0)) return this.subtree(count, low / count);
    // Both at once, so that a reader is asked for every tile of a proof in one go.
    const [left, right] = await Promise.all([this.hashOf(low, low + split), this.hashOf(low + split, high)]);
    return nodeHash(left, right);
  }

  /** Hash of the `index`-th aligned subtree of `count` = 2^k leaves. */
  private async subtree(count: number, index: number): Promise<Buffer> {
    let level = 0;
    let inLevel = count;
    for (; inLevel >= tileWidth; inLevel /= tileWidth) level += 1;
    const first = index * inLevel;
    const hashes = await this.tile(level, Math.floor(first / tileWidth));
    const offset = (first % tileWidth) * hashBytes;
    return rootOfHashes(hashes.subarray(offset, offset + inLevel * hashBytes));
  }

  private tile(level: number, index: number): Promise<Buffer> {
    const key = `${String(level)}/${String(index)}`;
    const width = Math.min(tileWidth, hashesAtLevel(this.size, level) - index * tileWidth);
    const read = this.tiles.get(key) ?? this.readTile({ level, index, width });
    this.tiles.set(key, read);
    return read;
  }
}

/** The largest power of two strictly below n. By arithmetic: JavaScript's shifts have 32 bits. */
function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
}
