import { hashesAtLevel, tilePath, tileWidth, TreeReader, type TileCoordinates } from '@huying/ledger';
import type { ServedLog } from './served-log.js';

/** The tree that a log serves, and every tree that it once was. Each tile is fetched once. */
export class ServedTree {
  private readonly tiles = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly log: ServedLog,
    readonly size: number,
  ) {}

  /** The root of the first `size` entries. @throws RangeError where the log has fewer; LedgerFault NO_ANSWER */
  rootAt(size: number): Promise<Buffer> {
    if (size > this.size) throw new RangeError(`no ${String(size)} entries in a tree of ${String(this.size)}`);
    return new TreeReader(size, (tile) => this.tile(tile)).root();
  }

  /** As wide as it is today: a log need not keep the narrower one that an older tree had (C2SP tlog-tiles). */
  private tile({ level, index }: TileCoordinates): Promise<Buffer> {
    const path = tilePath({ level, index, width: Math.min(tileWidth, hashesAtLevel(this.size, level) - index * tileWidth) });
    const tile = this.tiles.get(path) ?? this.log.get(path);
    this.tiles.set(path, tile);
    return tile;
  }
}
