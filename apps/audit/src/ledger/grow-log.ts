import {
  checkpointText,
  grow,
  isSignedBy,
  leafHash,
  partialTilesOf,
  signCheckpoint,
  TreeReader,
  type Edge,
  type Tile,
} from '@huying/ledger';
import type { Ask } from '../case-lookup/case-events.js';
import type { LedgerLog } from './ledger-logs.js';
import { latestCheckpoint, readEntries, tileReader, type PublishedCheckpoint } from './ledger-tables.js';
import type { LogSigners } from './signers.js';

/** Entries hashed in one go: bounds memory, and how long the log's row stays locked. */
const entriesPerStep = 4096;

/**
 * Takes the entries that a log has beyond its tree into the tree, and signs a checkpoint where that grew, or where a key is new. To be run in one
 * transaction, whose commit makes tiles and checkpoint durable and visible together: a checkpoint is never ahead of its tiles.
 *
 * @returns whether anything was published
 */
export async function growLog(ask: Ask, log: LedgerLog, signers: LogSigners): Promise<boolean> {
  const [tree] = await ask<{ size: string }>('SELECT size FROM ledger.tree WHERE log = $1 FOR UPDATE', [log]);
  if (tree === undefined) throw new Error(`there is no ledger of ${log}`);
  const before = Number(tree.size);
  let edge = await edgeOf(ask, log, before);
  for (;;) {
    const entries = await readEntries(ask, log, edge.size, entriesPerStep);
    if (entries.length === 0) break;
    const grown = grow(edge, entries.map(leafHash));
    await saveTiles(ask, log, grown.tiles);
    edge = grown.edge;
  }
  const published = await latestCheckpoint(ask, log);
  if (published !== undefined && published.size >= edge.size) return signFurther(ask, log, published, signers);
  if (edge.size > before) await ask('UPDATE ledger.tree SET size = $2 WHERE log = $1', [log, edge.size]);
  const root = await new TreeReader(edge.size, tileReader(ask, log)).root();
  await saveCheckpoint(ask, log, edge.size, root, signCheckpoint({ size: edge.size, root }, signers));
  return true;
}

/** A key that is added signs what is published as well: a log may not grow for long. @returns whether one was new */
async function signFurther(ask: Ask, log: LedgerLog, { size, root, note }: PublishedCheckpoint, signers: LogSigners): Promise<boolean> {
  const further = signers.filter((signer) => !isSignedBy(note, signer));
  if (further.length === 0) return false;
  const text = checkpointText({ origin: signers[0].name, size, root });
  await ask('INSERT INTO ledger.further_signature (log, size, line) SELECT $1, $2, unnest($3::text[])', [
    log,
    size,
    further.map((signer) => signer.signatureLine(text)),
  ]);
  return true;
}

async function edgeOf(ask: Ask, log: LedgerLog, size: number): Promise<Edge> {
  const tiles = partialTilesOf(size);
  const rows = await ask<{ level: number; hashes: Buffer }>(
    `SELECT level, hashes FROM ledger.tile
      WHERE log = $1 AND (level, index) IN (SELECT * FROM unnest($2::smallint[], $3::bigint[]))`,
    [log, tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
  );
  if (rows.length !== tiles.length) throw new Error(`the ledger of ${log} lacks a tile at its right edge`);
  return { size, partial: new Map(rows.map(({ level, hashes }) => [level, hashes])) };
}

async function saveTiles(ask: Ask, log: LedgerLog, tiles: readonly Tile[]): Promise<void> {
  await ask(
    `INSERT INTO ledger.tile (log, level, index, hashes)
     SELECT $1, * FROM unnest($2::smallint[], $3::bigint[], $4::bytea[])
     ON CONFLICT (log, level, index) DO UPDATE SET hashes = excluded.hashes`,
    [log, tiles.map(({ level }) => level), tiles.map(({ index }) => index), tiles.map(({ hashes }) => hashes)],
  );
}

/** A source's checkpoint becomes an entry of the log of checkpoints; the lock on that log's row keeps its entries dense. */
async function saveCheckpoint(ask: Ask, log: LedgerLog, size: number, root: Buffer, note: string): Promise<void> {
  if (log === 'checkpoints') {
    await ask('INSERT INTO ledger.checkpoint (log, size, root, note) VALUES ($1, $2, $3, $4)', [log, size, root, note]);
    return;
  }
  await ask("SELECT size FROM ledger.tree WHERE log = 'checkpoints' FOR UPDATE", []);
  await ask(
    `INSERT INTO ledger.checkpoint (log, size, root, note, entry_index)
     SELECT $1, $2, $3, $4, coalesce(max(entry_index) + 1, 0) FROM ledger.checkpoint`,
    [log, size, root, note],
  );
}
