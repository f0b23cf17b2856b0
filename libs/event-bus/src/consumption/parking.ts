import type { ServiceName } from '@huying/contracts';
import type { ConsumerTransaction, Delivery, ParkedEvent } from '../event-bus.js';
import { ConsumerHalt } from '../fault.js';

/** More keys than this parked within a minute is no longer a case's trouble but the consumer's (DESIGN §5). */
const keysPerMinuteMax = 50;

/** Keys of the cases that wait. */
export async function parkedCases(transaction: ConsumerTransaction, consumer: string): Promise<Set<string>> {
  const rows = await transaction.query<{ case_key: string }>('SELECT case_key FROM event_bus.parked_case WHERE consumer = $1', [consumer]);
  return new Set(rows.map(({ case_key }) => case_key));
}

/** Parks an event under every case that it names. @throws ConsumerHalt when too many keys were parked within a minute. */
export async function park(
  transaction: ConsumerTransaction,
  consumer: string,
  { source, recorded }: Delivery,
  caseKeys: readonly string[],
  reason: string,
): Promise<void> {
  await transaction.query(
    `INSERT INTO event_bus.parked_event (consumer, source, position, event_type, case_keys, reason)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [consumer, source, recorded.position, recorded.type, caseKeys, reason],
  );
  const added = await transaction.query(
    'INSERT INTO event_bus.parked_case (consumer, case_key) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING RETURNING case_key',
    [consumer, caseKeys],
  );
  if (added.length === 0) return;
  const [lately] = await transaction.query<{ keys: string }>(
    "SELECT count(*) AS keys FROM event_bus.parked_case WHERE consumer = $1 AND parked_at > clock_timestamp() - interval '1 minute'",
    [consumer],
  );
  if (Number(lately?.keys) > keysPerMinuteMax)
    throw new ConsumerHalt(`more than ${String(keysPerMinuteMax)} keys parked within a minute, the last for: ${reason}`);
}

interface ParkedRow {
  readonly source: ServiceName;
  readonly position: string;
  readonly event_type: string;
  readonly case_keys: readonly string[];
  readonly reason: string;
  readonly parked_at: Date;
}

export async function parkedEvents(transaction: ConsumerTransaction, consumer: string): Promise<readonly ParkedEvent[]> {
  const rows = await transaction.query<ParkedRow>(
    `SELECT source, position, event_type, case_keys, reason, parked_at FROM event_bus.parked_event
      WHERE consumer = $1 ORDER BY parked_at, source, position`,
    [consumer],
  );
  return rows.map((row) => ({
    consumer,
    source: row.source,
    position: Number(row.position),
    type: row.event_type,
    caseKeys: row.case_keys,
    reason: row.reason,
    parkedAt: row.parked_at.getTime(),
  }));
}

/** Removes an event that was applied; its cases stay parked. Answers false when another instance has done it before. */
export async function unparkEvent(transaction: ConsumerTransaction, { consumer, source, position }: ParkedEvent): Promise<boolean> {
  const removed = await transaction.query(
    'DELETE FROM event_bus.parked_event WHERE consumer = $1 AND source = $2 AND position = $3 RETURNING position',
    [consumer, source, position],
  );
  return removed.length > 0;
}

export async function unparkCases(transaction: ConsumerTransaction, consumer: string, caseKeys: readonly string[]): Promise<void> {
  await transaction.query('DELETE FROM event_bus.parked_case WHERE consumer = $1 AND case_key = ANY ($2)', [consumer, caseKeys]);
}

/** A case and all those tied to it, directly or through others, by events that name both: they can only be released together. */
export function tiedCases(caseKey: string, waiting: readonly ParkedEvent[]): ReadonlySet<string> {
  const tied = new Set([caseKey]);
  for (let before = 0; before < tied.size;) {
    before = tied.size;
    for (const { caseKeys } of waiting) if (caseKeys.some((key) => tied.has(key))) caseKeys.forEach((key) => tied.add(key));
  }
  return tied;
}
