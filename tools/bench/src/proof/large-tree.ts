import { emptyEdge, grow, leafHash } from '@huying/ledger';
import { bodyAt } from '../ledger/copied-event.js';
import type { BenchLedger } from '../ledger/bench-ledger.js';

const perStep = 65_536;

/**
 * Makes intake's tree as large as asked and publishes it. The tiles are those that the ledger's keeper would have kept; the events
 * themselves are not copied, for neither a proof nor a tile reads them.
 */
export async function growTree(ledger: BenchLedger, size: number): Promise<void> {
  await ledger.transaction(async (ask) => {
    let edge = emptyEdge;
    while (edge.size < size) {
      const first = edge.size + 1;
      const count = Math.min(perStep, size - edge.size);
      const grown = grow(
        edge,
        Array.from({ length: count }, (_, n) => leafHash(bodyAt(first + n))),
      );
      await ask(
        `INSERT INTO ledger.tile (log, level, index, hashes) SELECT 'intake', * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])
           ON CONFLICT (log, level, index) DO UPDATE SET hashes = excluded.hashes`,
        [grown.tiles.map(({ level }) => level), grown.tiles.map(({ index }) => index), grown.tiles.map(({ hashes }) => hashes)],
      );
      edge = grown.edge;
    }
    await ask("UPDATE ledger.tree SET size = $1 WHERE log = 'intake'", [size]);
  });
  await ledger.publish();
}
