import type { GivenPack } from './given-file.js';
import { LedgerFault } from './ledger-fault.js';
import { mirroredLog, type Mirror } from './mirrored-log.js';

/** An event of one of a pack's cases that the pack should hold and does not. */
export interface LeftOut {
  readonly caseId: string;
  readonly source: string;
  readonly position: number;
}

export interface Completeness {
  readonly leftOut: readonly LeftOut[];
  /** Logs of which the mirror has less than the pack knew: of these it cannot be told. */
  readonly beyond: readonly string[];
}

interface Event {
  readonly casekey?: string;
  readonly time: string;
}

/**
 * Whether a pack holds every event of its cases that was in the logs by its positions and had happened by its moment: what no pack can
 * prove alone, namely that nothing came after its last event. The mirror must hold the entries, and all are hashed anew first.
 * That no other case belonged into a selection, it does not tell.
 *
 * @throws LedgerFault NO_MIRROR, NOT_SIGNED, ROOT_WRONG
 */
export async function eventsLeftOut({ ledger, positions, occurredBy, cases }: GivenPack, mirror: Mirror): Promise<Completeness> {
  const moment = Date.parse(occurredBy);
  const leftOut: LeftOut[] = [];
  const beyond: string[] = [];
  for (const [source, known] of Object.entries(positions)) {
    const log = await mirroredLog(`${ledger}/${source}`, mirror);
    if (log.head.size < known) beyond.push(source);
    for await (const { position, entry } of log.soundEntries()) {
      if (position > known) break;
      const { casekey = '', time } = eventOf(entry, source, position);
      if (cases.get(casekey)?.has(`${source}:${String(position)}`) === false && Date.parse(time) <= moment)
        leftOut.push({ caseId: casekey, source, position });
    }
  }
  return { leftOut, beyond };
}

function eventOf(entry: Buffer, source: string, position: number): Event {
  try {
    return JSON.parse(entry.toString('utf8')) as Event;
  } catch (cause) {
    throw new LedgerFault('ROOT_WRONG', `${source}:${String(position)} is no event 日志条目不是事件`, { cause });
  }
}
