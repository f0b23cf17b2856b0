import { hashesAtLevel, tilePath, tileWidth, TreeReader, type TileCoordinates } from '@huying/ledger';

/** Where the files of a log are: served, or in a mirror's folder. */
export interface LogFiles {
  /** A file below the log's prefix. @throws LedgerFault NO_ANSWER, or NO_MIRROR, where it is not there */
  get(path: string): Promise<Buffer>;
}

/** The tree that the files of a log make, and every tree that it once was. Each tile is fetched once. */
export class TreeOfFiles {
  private readonly tiles = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly files: LogFiles,
    readonly size: number,
  ) {}

  /** The root of the first `size` entries. @throws RangeError where the log has fewer; what `files` throws */
  rootAt(size: number): Promise<Buffer> {
    if (size > this.size) throw new RangeError(`no ${String(size)} entries in a tree of ${String(this.size)}`);
    return new TreeReader(size, (tile) => this.tile(tile)).root();
  }

  /** As wide as it is today: a log need not keep the narrower one that an older tree had (C2SP tlog-tiles). */
  private tile({ level, index }: TileCoordinates): Promise<Buffer> {
    const path = tilePath({ level, index, width: Math.min(tileWidth, hashesAtLevel(this.size, level) - index * tileWidth) });
    const tile = this.tiles.get(path) ?? this.files.get(path);
    this.tiles.set(path, tile);
    return tile;
  }
}
