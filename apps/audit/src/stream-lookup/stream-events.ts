import type { Delivery } from '@huying/event-bus';
import { copiedEvent, type Ask, type CopiedRow } from '../case-lookup/case-events.js';

/** Streams of which a case's events are the whole: they are found by their case, and not in the index of streams (migration 0008). */
const ofCases = "'^(case|order|foreign|audit)-'";

/** Every copied event of a stream, in its order. */
export async function eventsOfStream(ask: Ask, stream: string): Promise<readonly Delivery[]> {
  const rows = await ask<CopiedRow>(
    `SELECT source, position, stream, stream_version, type, casekey, "time", recordedat, body FROM audit_log.event
      WHERE stream = $1 AND ${/^(?:case|order|foreign)-/.test(stream) ? `casekey = substring($1 FROM position('-' IN $1) + 1)` : `stream !~ ${ofCases}`}
      ORDER BY stream_version`,
    [stream],
  );
  return rows.map(copiedEvent);
}
