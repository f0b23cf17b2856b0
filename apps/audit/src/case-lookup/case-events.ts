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

/**
 * Every copied event of the given cases, each case's in causal order.
 *
 * @param atHand copied events that need not be read again; those of other cases are passed over
 */
export async function eventsOfCases(
  ask: Ask,
  caseIds: readonly string[],
  atHand: readonly Delivery[] = [],
): Promise<ReadonlyMap<string, readonly Delivery[]>> {
  const rows = await ask<CopiedRow>(
    `SELECT source, position, stream, stream_version, type, casekey, "time", recordedat, body
       FROM audit_log.event AS event
      WHERE casekey = ANY ($1) AND NOT EXISTS (
        SELECT FROM unnest($2::text[], $3::bigint[]) AS known (source, position)
         WHERE known.source = event.source AND known.position = event.position)`,
    [caseIds, atHand.map(({ source }) => source), atHand.map(({ recorded }) => recorded.position)],
  );
  const byCase = new Map<string, Delivery[]>(caseIds.map((caseId) => [caseId, []]));
  for (const event of [...rows.map(copiedEvent), ...atHand]) byCase.get(event.recorded.caseKey ?? '')?.push(event);
  return new Map([...byCase].filter(([, events]) => events.length > 0).map(([caseId, events]) => [caseId, inCausalOrder(events)]));
}

interface KnownRow {
  readonly source: ServiceName;
  readonly position: string;
  readonly known_at: Date;
}

/** When each copied event of the given cases was known, Unix milliseconds, by `source:position`. */
export async function knownMomentsOfCases(ask: Ask, caseIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await ask<KnownRow>('SELECT source, position, known_at FROM audit_log.event WHERE casekey = ANY ($1)', [caseIds]);
  return new Map(rows.map(({ source, position, known_at }) => [`${source}:${position}`, known_at.getTime()]));
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
