import { emptyEdge, grow, leafHash, tilePath, tilesOf, TreeReader, type TileCoordinates } from '@huying/ledger';
import type { TreeHead } from 'huying-verify';

/** A tree made anew from entries: what it says, nobody has told it. */
export class RebuiltTree {
  private edge = emptyEdge;
  private readonly widest = new Map<string, Buffer>();

  add(entries: readonly Buffer[]): void {
    const grown = grow(this.edge, entries.map(leafHash));
    this.edge = grown.edge;
    for (const tile of grown.tiles) this.widest.set(placeOf(tile), tile.hashes);
  }

  /** Whether the tree's first `size` entries have this root. */
  async hasRoot({ size, root }: Pick<TreeHead, 'size' | 'root'>): Promise<boolean> {
    const reader = new TreeReader(size, (tile) => Promise.resolve(this.hashes(tile)));
    return (await reader.root()).equals(root);
  }

  /** Every tile of the tree, with the path at which a log serves it. */
  *tiles(): Generator<{ readonly path: string; readonly hashes: Buffer }> {
    for (const tile of tilesOf(this.edge.size)) yield { path: tilePath(tile), hashes: this.hashes(tile) };
  }

  private hashes(tile: TileCoordinates): Buffer {
    const hashes = this.widest.get(placeOf(tile));
    if (hashes === undefined) throw new RangeError(`this tree has no tile ${placeOf(tile)}`);
    return hashes;
  }
}

const placeOf = ({ level, index }: TileCoordinates): string => `${String(level)}/${String(index)}`;
