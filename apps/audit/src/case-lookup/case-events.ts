import type { EventEnvelope, ServiceName } from '@huying/contracts';
import { inCausalOrder, type Delivery } from '@huying/event-bus';

/** Runs a query: a consumer's transaction or the pool of the read side. */
export type Ask = <Row>(sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** A row of audit's copy, as SQL returns it. */
export interface CopiedRow {
  readonly source: ServiceName;
  readonly position: string;
  readonly stream: string;
  readonly stream_version: number;
  readonly type: string;
  readonly casekey: string | null;
  readonly time: Date;
  readonly recordedat: Date;
  readonly body: Buffer;
}

/** Every copied event of the given cases, each case's in causal order. */
export async function eventsOfCases(ask: Ask, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly Delivery[]>> {
  const rows = await ask<CopiedRow>(
    `SELECT source, position, stream, stream_version, type, casekey, "time", recordedat, body
       FROM audit_log.event WHERE casekey = ANY ($1)`,
    [caseIds],
  );
  return byCaseInOrder(rows.map(copiedEvent));
}

/** An event, and when it was known: Unix milliseconds, never less than those of its causes or of earlier events of its log. */
export interface KnownEvent {
  readonly event: Delivery;
  readonly knownAt: number;
}

/**
 * As {@link eventsOfCases}, with when each event was known.
 *
 * @param atHand copied events, which need not be read again; those of other cases are passed over
 */
export async function knownEventsOfCases(
  ask: Ask,
  caseIds: readonly string[],
  atHand: readonly Delivery[],
): Promise<ReadonlyMap<string, readonly KnownEvent[]>> {
  const rows = await ask<KnownRow>(
    `SELECT source, position, stream, stream_version, type, casekey, "time", recordedat, known_at,
            CASE WHEN at_hand.position IS NULL THEN body END AS body
       FROM audit_log.event AS event LEFT JOIN unnest($2::text[], $3::bigint[]) AS at_hand (source, position) USING (source, position)
      WHERE casekey = ANY ($1)`,
    [caseIds, atHand.map(({ source }) => source), atHand.map(({ recorded }) => recorded.position)],
  );
  const given = new Map(atHand.map((event) => [nameOf(event.source, event.recorded.position), event]));
  const moments = new Map<Delivery, number>();
  for (const { body, known_at: knownAt, ...row } of rows) {
    const event = body === null ? given.get(nameOf(row.source, row.position)) : copiedEvent({ ...row, body });
    if (event !== undefined) moments.set(event, knownAt.getTime());
  }
  const cases = [...byCaseInOrder([...moments.keys()])];
  return new Map(cases.map(([caseId, events]) => [caseId, events.map((event) => ({ event, knownAt: moments.get(event) ?? NaN }))]));
}

interface KnownRow extends Omit<CopiedRow, 'body'> {
  readonly known_at: Date;
  /** Null where the event is at hand. */
  readonly body: Buffer | null;
}

const nameOf = (source: string, position: number | string): string => `${source}:${String(position)}`;

function byCaseInOrder(events: readonly Delivery[]): ReadonlyMap<string, readonly Delivery[]> {
  const byCase = new Map<string, Delivery[]>();
  for (const event of events) {
    const { caseKey = '' } = event.recorded;
    const ofCase = byCase.get(caseKey);
    if (ofCase === undefined) byCase.set(caseKey, [event]);
    else ofCase.push(event);
  }
  return new Map([...byCase].map(([caseId, ofCase]) => [caseId, inCausalOrder(ofCase)]));
}

export async function eventsOfCase(ask: Ask, caseId: string): Promise<readonly Delivery[]> {
  return (await eventsOfCases(ask, [caseId])).get(caseId) ?? [];
}

export function copiedEvent(row: CopiedRow): Delivery {
  return {
    source: row.source,
    recorded: {
      position: Number(row.position),
      stream: row.stream,
      version: row.stream_version,
      type: row.type,
      caseKey: row.casekey ?? undefined,
      time: row.time.getTime(),
      recordedAt: row.recordedat.getTime(),
      body: row.body,
    },
    envelope: JSON.parse(row.body.toString('utf8')) as EventEnvelope,
  };
}
