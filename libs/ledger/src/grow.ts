import { hashBytes, nodeHash } from './hash.js';
import { hashesAtLevel, tileWidth, type TileCoordinates } from './tile.js';

/** A tile with its hashes, one after the other. */
export interface Tile extends TileCoordinates {
  readonly hashes: Buffer;
}

/** What must be kept of a tree to grow it: its size, and the partial tile at the right edge of each level (absent where it is empty). */
export interface Edge {
  readonly size: number;
  readonly partial: ReadonlyMap<number, Buffer>;
}

export const emptyEdge: Edge = { size: 0, partial: new Map() };

/**
 * Adds leaf hashes at the end of a tree. Every level is touched once per 256 hashes below it, so the cost does not grow with the tree.
 *
 * @returns the new edge, and every tile that is new or wider than before, whole
 */
export function grow(edge: Edge, leafHashes: readonly Buffer[]): { readonly edge: Edge; readonly tiles: readonly Tile[] } {
  const tiles: Tile[] = [];
  const partial = new Map(edge.partial);
  const size = edge.size + leafHashes.length;
  let arriving = leafHashes;
  for (let level = 0; arriving.length > 0; level += 1) {
    const hashes = Buffer.concat([partial.get(level) ?? Buffer.alloc(0), ...arriving]);
    partial.delete(level);
    const firstTile = Math.floor(hashesAtLevel(edge.size, level) / tileWidth);
    const roots: Buffer[] = [];
    for (let start = 0; start < hashes.length; start += tileWidth * hashBytes) {
      const slice = hashes.subarray(start, start + tileWidth * hashBytes);
      const width = slice.length / hashBytes;
      tiles.push({ level, index: firstTile + start / (tileWidth * hashBytes), width, hashes: slice });
      if (width === tileWidth) roots.push(rootOfHashes(slice));
      else partial.set(level, slice);
    }
    arriving = roots;
  }
  return { edge: { size, partial }, tiles };
}

/** Root of 2^k hashes that stand one after the other. */
export function rootOfHashes(hashes: Buffer): Buffer {
  let row: Buffer[] = [];
  for (let at = 0; at < hashes.length; at += hashBytes) row.push(hashes.subarray(at, at + hashBytes));
  while (row.length > 1) {
    const above: Buffer[] = [];
    for (let n = 0; n + 1 < row.length; n += 2) above.push(nodeHash(row[n] ?? noHash(), row[n + 1] ?? noHash()));
    row = above;
  }
  return row[0] ?? noHash();
}

function noHash(): never {
  throw new RangeError('a subtree has 2^k hashes');
}
