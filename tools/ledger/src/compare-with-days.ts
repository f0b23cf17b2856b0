import { auditEventTypes, type ServiceName } from '@huying/contracts';
import { tilePath, tileWidth } from '@huying/ledger';
import { parseCheckpoint } from 'huying-verify';
import { entriesOf } from './entry-bundles.js';
import { LedgerFault } from './ledger-fault.js';
import type { ServedLog } from './served-log.js';
import { TreeOfFiles } from './tree-of-files.js';

/** A root that an event `LedgerCheckpointed` recorded, and which the log as it is served today does not have. */
export interface LostRoot {
  readonly source: ServiceName;
  /** Entries at the end of that day. */
  readonly size: number;
  /** Of the event, in audit's own log. */
  readonly position: number;
  /** When it was recorded (ISO 8601, Shanghai). */
  readonly recordedAt: string;
  /** The log has fewer entries today, or other ones. */
  readonly kind: 'went-back' | 'rewritten';
}

export interface DaysComparison {
  /** Events `LedgerCheckpointed` in audit's log. */
  readonly days: number;
  readonly lost: readonly LostRoot[];
}

interface Recorded {
  readonly recordedat: string;
  readonly data: { readonly logs: readonly { readonly source: ServiceName; readonly size: number; readonly root: string }[] };
}

/**
 * Whether the logs of services, as they are served today, still have the roots that audit's own log recorded of them day by day
 * (DESIGN §7). It needs neither a key nor a mirror, and so it does not find who rewrote audit's log too: a mirror does.
 *
 * @param logOf the log of a service
 * @throws LedgerFault NO_ANSWER, NOT_ALLOWED; NOT_SIGNED where what is served as a checkpoint is none; ROOT_WRONG where an entry is no event
 */
export async function compareWithDays(sources: readonly ServiceName[], logOf: (source: ServiceName) => ServedLog): Promise<DaysComparison> {
  // Before the other logs' sizes: a day that ends in between would record more than was read of them.
  const recordedUpTo = await sizeOf(logOf('audit'));
  const trees = new Map(
    await Promise.all(sources.map(async (source) => [source, new TreeOfFiles(logOf(source), await sizeOf(logOf(source)))] as const)),
  );
  const lost: LostRoot[] = [];
  let days = 0;
  for await (const { position, recorded } of daysIn(logOf('audit'), recordedUpTo)) {
    days += 1;
    for (const { source, size, root } of recorded.data.logs) {
      const tree = trees.get(source);
      if (tree === undefined) continue; // Not asked for.
      const at = { source, size, position, recordedAt: recorded.recordedat };
      if (size > tree.size) lost.push({ ...at, kind: 'went-back' });
      else if ((await tree.rootAt(size)).toString('base64') !== root) lost.push({ ...at, kind: 'rewritten' });
    }
  }
  return { days, lost };
}

async function sizeOf(log: ServedLog): Promise<number> {
  const note = await log.checkpoint();
  const head = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
  if (head === undefined) throw new LedgerFault('NOT_SIGNED', 'what is served as a checkpoint is none 检查点格式不对');
  return head.size;
}

async function* daysIn(audit: ServedLog, size: number): AsyncGenerator<{ readonly position: number; readonly recorded: Recorded }> {
  for (let first = 0; first < size; first += tileWidth) {
    const width = Math.min(tileWidth, size - first);
    const bundle = await audit.get(tilePath({ level: 0, index: first / tileWidth, width }, 'entries'));
    for (const [n, entry] of entriesOf(bundle, width).entries()) {
      const position = first + n + 1;
      const event = eventOf(entry, position);
      if (event.type === auditEventTypes.LedgerCheckpointed.type) yield { position, recorded: event };
    }
  }
}

function eventOf(entry: Buffer, position: number): Recorded & { readonly type: string } {
  try {
    return JSON.parse(entry.toString('utf8')) as Recorded & { readonly type: string };
  } catch (cause) {
    throw new LedgerFault('ROOT_WRONG', `audit:${String(position)} is no event 日志条目不是事件`, { cause });
  }
}
