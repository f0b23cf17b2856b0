import { causeOf, type ConsumerTransaction, type Delivery } from '@huying/event-bus';

const nameOf = (source: string, position: number): string => `${source}:${String(position)}`;

/**
 * When each event was known: once it, all before it in its log, and their causes were recorded. Logs have clocks of their own, so an
 * effect may be recorded "before" its cause; this moment never is.
 *
 * @param deliveries in the order in which they are copied: each log's own, causes before effects
 * @returns Unix milliseconds, one for each delivery
 */
export async function knownMoments(deliveries: readonly Delivery[], transaction: ConsumerTransaction): Promise<readonly number[]> {
  const last = await lastOfLogs(transaction);
  const known = await causesCopiedBefore(deliveries, transaction);
  return deliveries.map((event) => {
    const { source, recorded } = event;
    const cause = causeOf(event);
    const causeKnown = cause === undefined ? undefined : known.get(nameOf(cause.source, cause.position));
    const moment = Math.max(recorded.recordedAt, last.get(source) ?? -Infinity, causeKnown ?? -Infinity);
    last.set(source, moment);
    known.set(nameOf(source, recorded.position), moment);
    return moment;
  });
}

async function lastOfLogs(transaction: ConsumerTransaction): Promise<Map<string, number>> {
  const rows = await transaction.query<{ source: string; last_known_at: Date | null }>(
    'SELECT source, last_known_at FROM audit_log.source',
  );
  return new Map(rows.flatMap(({ source, last_known_at: at }) => (at === null ? [] : [[source, at.getTime()] as const])));
}

async function causesCopiedBefore(deliveries: readonly Delivery[], transaction: ConsumerTransaction): Promise<Map<string, number>> {
  const copied = new Set(deliveries.map(({ source, recorded }) => nameOf(source, recorded.position)));
  const wanted = deliveries
    .flatMap((event) => causeOf(event) ?? [])
    .filter(({ source, position }) => !copied.has(nameOf(source, position)));
  if (wanted.length === 0) return new Map();
  const rows = await transaction.query<{ source: string; position: string; known_at: Date }>(
    `SELECT event.source, event.position, event.known_at
       FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::bigint[]) AS wanted (source, position)) AS wanted
       JOIN audit_log.event AS event USING (source, position)`,
    [wanted.map(({ source }) => source), wanted.map(({ position }) => position)],
  );
  return new Map(rows.map(({ source, position, known_at }) => [nameOf(source, Number(position)), known_at.getTime()]));
}
