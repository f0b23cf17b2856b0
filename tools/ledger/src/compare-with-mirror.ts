import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashBytes, tilePath, tileWidth, TreeReader } from '@huying/ledger';
import { isConsistent } from 'huying-verify';
import { openHead, type MirrorTask } from './mirror-log.js';
import type { ServedLog } from './served-log.js';

/** How a log as it is served stands to what a mirror kept of it. */
export type MirrorComparison =
  | { readonly kind: 'no-mirror' }
  | { readonly kind: 'continues'; readonly size: number; readonly before: number }
  | { readonly kind: 'went-back'; readonly size: number; readonly before: number }
  | {
      readonly kind: 'rewritten';
      readonly size: number;
      readonly before: number;
      /** The first position whose entry is another; undefined where the mirror holds a checkpoint only. */
      readonly position: number | undefined;
    };

/**
 * Whether a log continues the checkpoint that a mirror kept of it, by a consistency proof over the log's own tiles. Whoever rewrites
 * history with the signing key in hand is found by it: two signed checkpoints that do not belong together are the evidence.
 *
 * @throws LedgerFault NOT_SIGNED, NO_ANSWER
 */
export async function compareWithMirror({ log, origin, keys, folder }: MirrorTask): Promise<MirrorComparison> {
  const kept = await readFile(join(folder, 'checkpoint'), 'utf8').catch(() => undefined);
  if (kept === undefined) return { kind: 'no-mirror' };
  const before = await openHead(kept, origin, keys);
  const head = await openHead(await log.checkpoint(), origin, keys);
  const sizes = { size: head.size, before: before.size };
  if (head.size < before.size) return { kind: 'went-back', ...sizes };
  const reader = new TreeReader(head.size, (tile) => log.get(tilePath(tile)));
  const proof = await reader.consistencyProof(before.size);
  const { size, root } = head;
  if (await isConsistent({ oldSize: before.size, oldRoot: before.root, size, root, proof })) return { kind: 'continues', ...sizes };
  return { kind: 'rewritten', ...sizes, position: await firstDifference(log, folder, head.size, before.size) };
}

async function firstDifference(log: ServedLog, folder: string, size: number, before: number): Promise<number | undefined> {
  for (let index = 0; index * tileWidth < before; index += 1) {
    const width = (entries: number): number => Math.min(tileWidth, entries - index * tileWidth);
    const kept = await readFile(join(folder, tilePath({ level: 0, index, width: width(before) }))).catch(() => undefined);
    if (kept === undefined) return undefined;
    const served = await log.get(tilePath({ level: 0, index, width: width(size) }));
    for (let n = 0; n < width(before); n += 1) {
      const [from, to] = [n * hashBytes, (n + 1) * hashBytes];
      if (!kept.subarray(from, to).equals(served.subarray(from, to))) return index * tileWidth + n + 1;
    }
  }
  return undefined;
}
