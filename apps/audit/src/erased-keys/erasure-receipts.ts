import { keyEventTypes, keyOwners } from '@huying/contracts';
import { copiedEvent, type Ask, type CopiedRow } from '../case-lookup/case-events.js';
import { Receipts } from '../case-proof/receipts.js';

/** The receipt of every record of destroyed keys that audit has copied, service by service, in the order in which they were recorded. */
export interface ErasureReceipts {
  readonly receipts: readonly string[];
  /** Records that no checkpoint covers yet. */
  readonly unpublished: number;
}

export async function erasureReceipts(ask: Ask): Promise<ErasureReceipts> {
  const receipts = new Receipts(ask);
  const made: (string | undefined)[] = [];
  for (const owner of keyOwners) {
    const rows = await ask<CopiedRow>(
      `SELECT source, position, stream, stream_version, type, casekey, "time", recordedat, body
         FROM audit_log.event WHERE source = $1 AND type = $2 ORDER BY position`,
      [owner, keyEventTypes[owner].PiiErased.type],
    );
    for (const row of rows) made.push(await receipts.of(copiedEvent(row)));
  }
  const published = made.filter((receipt) => receipt !== undefined);
  return { receipts: published, unpublished: made.length - published.length };
}
