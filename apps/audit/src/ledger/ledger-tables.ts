import type { ReadTile, TileCoordinates } from '@huying/ledger';
import type { Ask } from '../case-lookup/case-events.js';
import type { LedgerLog } from './ledger-logs.js';

/** A checkpoint as it is signed. */
export interface PublishedCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  /** The signed note, also by keys that came after it. */
  readonly note: string;
}

interface CheckpointRow {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
}

/** The last checkpoint that a log published; undefined before its first. */
export async function latestCheckpoint(ask: Ask, log: LedgerLog): Promise<PublishedCheckpoint | undefined> {
  const [row] = await ask<CheckpointRow>(
    `SELECT size, root, note || coalesce((SELECT string_agg(line, '' ORDER BY added_at, line) FROM ledger.further_signature AS further
              WHERE further.log = published.log AND further.size = published.size), '') AS note
       FROM ledger.checkpoint AS published WHERE log = $1 ORDER BY size DESC LIMIT 1`,
    [log],
  );
  return row === undefined ? undefined : { ...row, size: Number(row.size) };
}

/** Hashes of a tile as far as they are kept; undefined where there is no such tile. */
export async function readTile(ask: Ask, log: LedgerLog, { level, index }: TileCoordinates): Promise<Buffer | undefined> {
  const [row] = await ask<{ hashes: Buffer }>('SELECT hashes FROM ledger.tile WHERE log = $1 AND level = $2 AND index = $3', [
    log,
    level,
    index,
  ]);
  return row?.hashes;
}

/** For a {@link TreeReader}: the tile must be there. Tiles that are asked for together are read by one query. */
export function tileReader(ask: Ask, log: LedgerLog): ReadTile {
  let together: Promise<ReadonlyMap<string, Buffer>> | undefined;
  let wanted: TileCoordinates[] = [];
  const readWanted = (): Promise<ReadonlyMap<string, Buffer>> => {
    const tiles = wanted;
    [together, wanted] = [undefined, []];
    return readTiles(ask, log, tiles);
  };
  return async (tile) => {
    wanted.push(tile);
    together ??= Promise.resolve().then(readWanted);
    const hashes = (await together).get(nameOf(tile));
    if (hashes === undefined) throw new Error(`the ledger of ${log} lacks its tile ${nameOf(tile)}`);
    return hashes;
  };
}

const nameOf = ({ level, index }: { readonly level: number; readonly index: number | string }): string =>
  `${String(level)}/${String(index)}`;

async function readTiles(ask: Ask, log: LedgerLog, tiles: readonly TileCoordinates[]): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await ask<{ level: number; index: string; hashes: Buffer }>(
    `SELECT level, index, tile.hashes FROM unnest($2::smallint[], $3::bigint[]) AS wanted (level, index) JOIN ledger.tile AS tile USING (level, index)
      WHERE tile.log = $1`,
    [log, tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
  );
  return new Map(rows.map((row) => [nameOf(row), row.hashes]));
}

/** Entries of a log from `first` (zero-based) on, at most `limit`, dense. */
export async function readEntries(ask: Ask, log: LedgerLog, first: number, limit: number): Promise<readonly Buffer[]> {
  const rows = await ask<{ n: string; entry: Buffer }>(
    log === 'checkpoints'
      ? `SELECT entry_index AS n, convert_to(note, 'UTF8') AS entry FROM ledger.checkpoint
          WHERE entry_index >= $1 ORDER BY entry_index LIMIT $2`
      : `SELECT position - 1 AS n, body AS entry FROM audit_log.event
          WHERE source = '${log}' AND position > $1 ORDER BY position LIMIT $2`,
    [first, limit],
  );
  rows.forEach(({ n }, at) => {
    if (Number(n) !== first + at) throw new Error(`the copy of ${log} has a hole before entry ${n}`);
  });
  return rows.map(({ entry }) => entry);
}
