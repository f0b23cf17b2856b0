import { entryBundle, hashBytes, hashesAtLevel, parseTilePath, tileWidth, type TileRequest } from '@huying/ledger';
import type { Ask } from '../case-lookup/case-events.js';
import type { LedgerLog } from './ledger-logs.js';
import { latestCheckpoint, readEntries, readTile } from './ledger-tables.js';

/** A log as tlog-tiles serves it: files below its prefix. Nothing beyond the published checkpoint is ever shown. */
export class LogFiles {
  constructor(private readonly ask: Ask) {}

  /** The signed checkpoint; undefined before the first. */
  async checkpoint(log: LedgerLog): Promise<string | undefined> {
    return (await latestCheckpoint(this.ask, log))?.note;
  }

  /** The bytes of a tile or bundle, by its path below the log's prefix; undefined where the log has no such file. */
  async tile(log: LedgerLog, path: string): Promise<Buffer | undefined> {
    const tile = parseTilePath(path);
    if (tile === undefined) return undefined;
    const size = (await latestCheckpoint(this.ask, log))?.size ?? 0;
    if (hashesAtLevel(size, tile.level) < tile.index * tileWidth + tile.width) return undefined;
    return tile.kind === 'entries' ? this.bundle(log, tile) : this.hashes(log, tile);
  }

  private async bundle(log: LedgerLog, { index, width }: TileRequest): Promise<Buffer> {
    return entryBundle(await readEntries(this.ask, log, index * tileWidth, width));
  }

  private async hashes(log: LedgerLog, tile: TileRequest): Promise<Buffer | undefined> {
    return (await readTile(this.ask, log, tile))?.subarray(0, tile.width * hashBytes);
  }
}
