import type { TreeHead } from 'huying-verify';
import type { LogOfFiles } from './log-of-files.js';
import { mirroredLog, type Mirror } from './mirrored-log.js';

/** How a signed tree that somebody was given stands to the mirror that somebody else kept. */
export interface HeadComparison extends TreeHead {
  /** Entries in the mirror. */
  readonly mirrored: number;
  /** `same-history`: the mirror's tree was this one once. `other-history`: it never was. `beyond`: the mirror has not come as far yet. */
  readonly kind: 'same-history' | 'other-history' | 'beyond';
}

/**
 * Whether trees that one person was shown, by receipts or packs, belong to the history that a mirror keeps. Nothing is asked of who signed
 * them: a log that shows one history to one person and another to the next, each signed and whole in itself, is found by putting what both
 * were given side by side.
 *
 * @throws LedgerFault NO_MIRROR, NOT_SIGNED, ROOT_WRONG
 */
export async function compareHeads(heads: readonly TreeHead[], mirror: Mirror): Promise<readonly HeadComparison[]> {
  const logs = new Map<string, LogOfFiles>();
  const compared: HeadComparison[] = [];
  for (const head of heads) {
    const log = logs.get(head.origin) ?? (await mirroredLog(head.origin, mirror));
    logs.set(head.origin, log);
    const mirrored = log.head.size;
    const kind = head.size > mirrored ? 'beyond' : (await log.had(head)) ? 'same-history' : 'other-history';
    compared.push({ ...head, mirrored, kind });
  }
  return compared;
}
