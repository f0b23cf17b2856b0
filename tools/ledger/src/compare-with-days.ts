import { auditEventTypes, type ServiceName } from '@huying/contracts';
import { parseCheckpoint, type TreeHead } from 'huying-verify';
import { bundlesOf } from './entry-bundles.js';
import { LedgerFault } from './ledger-fault.js';
import { LogOfFiles } from './log-of-files.js';
import type { ServedLog } from './served-log.js';

/** A root that an event `LedgerCheckpointed` recorded, and which the log as it is served today does not have. */
export interface LostRoot {
  readonly source: ServiceName;
  /** Entries at the end of that day. */
  readonly size: number;
  /** Of the event, in audit's own log. */
  readonly position: number;
  /** When it was recorded (ISO 8601, Shanghai). */
  readonly recordedAt: string;
  /** The log has fewer entries today, or other ones; or its files contradict its own checkpoint, and cannot tell. */
  readonly kind: 'went-back' | 'rewritten' | 'damaged';
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
  const audit = logOf('audit');
  const recordedUpTo = (await headOf(audit)).size;
  const logs = new Map(
    await Promise.all(sources.map(async (source) => [source, new LogOfFiles(logOf(source), await headOf(logOf(source)))] as const)),
  );
  const lost: LostRoot[] = [];
  let days = 0;
  for await (const { position, recorded } of daysIn(audit, recordedUpTo)) {
    days += 1;
    for (const { source, size, root } of recorded.data.logs) {
      const log = logs.get(source);
      if (log === undefined) continue; // Not asked for.
      const kind = await lossOf(log, size, Buffer.from(root, 'base64'));
      if (kind !== undefined) lost.push({ source, size, position, recordedAt: recorded.recordedat, kind });
    }
  }
  return { days, lost };
}

async function lossOf(log: LogOfFiles, size: number, root: Buffer): Promise<LostRoot['kind'] | undefined> {
  if (size > log.head.size) return 'went-back';
  try {
    return (await log.had({ size, root })) ? undefined : 'rewritten';
  } catch (fault) {
    // One log's damage must not keep the others' losses untold.
    if (fault instanceof LedgerFault && fault.code === 'ROOT_WRONG') return 'damaged';
    throw fault;
  }
}

async function headOf(log: ServedLog): Promise<TreeHead> {
  const note = await log.checkpoint();
  const head = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
  if (head === undefined) throw new LedgerFault('NOT_SIGNED', 'what is served as a checkpoint is none 检查点格式不对');
  return head;
}

async function* daysIn(audit: ServedLog, size: number): AsyncGenerator<{ readonly position: number; readonly recorded: Recorded }> {
  let position = 0;
  for await (const bundle of bundlesOf(audit, size))
    for (const entry of bundle) {
      position += 1;
      const event = eventOf(entry, position);
      if (event.type === auditEventTypes.LedgerCheckpointed.type) yield { position, recorded: event };
    }
}

function eventOf(entry: Buffer, position: number): Recorded & { readonly type: string } {
  try {
    return JSON.parse(entry.toString('utf8')) as Recorded & { readonly type: string };
  } catch (cause) {
    throw new LedgerFault('ROOT_WRONG', `audit:${String(position)} is no event 日志条目不是事件`, { cause });
  }
}
