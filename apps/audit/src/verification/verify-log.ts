import type { ServiceName } from '@huying/contracts';
import { LogHole, type LogReader } from '@huying/event-store';
import { hashBytes, tileWidth } from '@huying/ledger';
import type { Ask } from '../case-lookup/case-events.js';
import { latestCheckpoint, readTile } from '../ledger/ledger-tables.js';
import { compareAt, type Finding } from './compare-log.js';

const eventsPerRead = 500;

/** A stretch of a log that was compared. */
export interface VerifiedStretch {
  /** Compared from the position after this one … */
  readonly after: number;
  /** … up to this one. */
  readonly upTo: number;
  /** Audit has copied this far; there is more to compare while `upTo` lies below it. */
  readonly completeUpTo: number;
  /** The published tree covers this far; beyond it, log and copy are compared with one another. */
  readonly publishedUpTo: number;
  readonly findings: readonly Finding[];
}

/** Compares a stretch of a service's log with audit's copy and with the published tree, position by position. */
export async function verifyLog(
  ask: Ask,
  source: ServiceName,
  log: LogReader,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<VerifiedStretch> {
  const [state] = await ask<{ complete_up_to: string }>('SELECT complete_up_to FROM audit_log.source WHERE source = $1', [source]);
  const completeUpTo = Number(state?.complete_up_to ?? 0);
  const publishedUpTo = (await latestCheckpoint(ask, source))?.size ?? 0;
  const upTo = Math.min(after + limit, Math.max(completeUpTo, publishedUpTo));
  const [inLog, copied, leaves] = await Promise.all([
    readStretch(log, after, upTo),
    readCopies(ask, source, after, upTo),
    readLeaves(ask, source, after, Math.min(upTo, publishedUpTo)),
  ]);
  const findings: Finding[] = [];
  for (let position = after + 1; position <= upTo; position += 1) {
    const leaf = leaves.get(position);
    findings.push(...compareAt({ position, log: inLog.get(position), copy: copied.get(position), leaf }));
  }
  return { after, upTo: Math.max(upTo, after), completeUpTo, publishedUpTo, findings };
}

/** Events by position. A hole is looked for by halves: what lies beside it is compared all the same. */
async function readStretch(log: LogReader, after: number, upTo: number): Promise<ReadonlyMap<number, Buffer>> {
  if (after >= upTo) return new Map();
  try {
    const events = new Map<number, Buffer>();
    for (let at = after; at < upTo;) {
      const read = await log.read(at, Math.min(eventsPerRead, upTo - at));
      for (const { position, body } of read) events.set(position, body);
      at = read.at(-1)?.position ?? upTo;
    }
    return events;
  } catch (fault) {
    if (!(fault instanceof LogHole)) throw fault;
    const middle = after + Math.ceil((upTo - after) / 2);
    return new Map([...(await readStretch(log, after, middle)), ...(await readStretch(log, middle, upTo))]);
  }
}

async function readCopies(ask: Ask, source: ServiceName, after: number, upTo: number): Promise<ReadonlyMap<number, Buffer>> {
  const rows = await ask<{ position: string; body: Buffer }>(
    'SELECT position, body FROM audit_log.event WHERE source = $1 AND position > $2 AND position <= $3',
    [source, after, upTo],
  );
  return new Map(rows.map(({ position, body }) => [Number(position), body]));
}

/** Leaf hashes by position, from the tree's lowest tiles. */
async function readLeaves(ask: Ask, source: ServiceName, after: number, upTo: number): Promise<ReadonlyMap<number, Buffer>> {
  const leaves = new Map<number, Buffer>();
  for (let index = Math.floor(after / tileWidth); index * tileWidth < upTo; index += 1) {
    const hashes = await readTile(ask, source, { level: 0, index, width: tileWidth });
    for (let n = 0; hashes !== undefined && n * hashBytes < hashes.length; n += 1)
      leaves.set(index * tileWidth + n + 1, hashes.subarray(n * hashBytes, (n + 1) * hashBytes));
  }
  return new Map([...leaves].filter(([position]) => position > after && position <= upTo));
}
