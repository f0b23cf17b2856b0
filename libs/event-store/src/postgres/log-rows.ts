import type pg from 'pg';
import type { RecordedEvent } from '../event-store.js';
import { EventCopy } from './copy-rows.js';

/** Thrown when a log shows a hole: positions are dense, so the database is damaged or was tampered with. Never retried. */
export class LogHole extends RangeError {
  override readonly name = 'LogHole';
}

/** Up to `limit` events after `after`, in order, checked to be dense. */
export async function readLogRows(client: pg.ClientBase, after: number, limit: number): Promise<readonly RecordedEvent[]> {
  if (!Number.isSafeInteger(after) || after < 0) throw new RangeError(`not a position: ${after}`);
  const copy = client.query(new EventCopy(after, after + limit));
  const events = await copy.done;
  for (const [index, event] of events.entries()) {
    if (event.position !== after + index + 1) {
      throw new LogHole(`the log shows position ${event.position} where ${after + index + 1} belongs`);
    }
  }
  return events;
}

export const headStatement = {
  name: 'event_store_head',
  text: 'SELECT coalesce(max(position), 0) AS position FROM event_store.event',
} as const;
