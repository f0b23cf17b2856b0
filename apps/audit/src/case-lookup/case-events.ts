import type { EventEnvelope, ServiceName } from '@huying/contracts';
import { inCausalOrder, type Delivery } from '@huying/event-bus';

/** Runs a query: a consumer's transaction or the pool of the read side. */
export type Ask = <Row>(sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

interface EventRow {
  readonly source: ServiceName;
  readonly position: string;
  readonly stream: string;
  readonly stream_version: number;
  readonly type: string;
  readonly casekey: string;
  readonly time: Date;
  readonly recordedat: Date;
  readonly body: Buffer;
}

/** Every copied event of the given cases, each case's in causal order. */
export async function eventsOfCases(ask: Ask, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly Delivery[]>> {
  const rows = await ask<EventRow>(
    `SELECT source, position, stream, stream_version, type, casekey, "time", recordedat, body
       FROM audit_log.event WHERE casekey = ANY ($1)`,
    [caseIds],
  );
  const byCase = new Map<string, Delivery[]>();
  for (const row of rows) {
    const events = byCase.get(row.casekey) ?? [];
    events.push(toDelivery(row));
    byCase.set(row.casekey, events);
  }
  return new Map([...byCase].map(([caseId, events]) => [caseId, inCausalOrder(events)]));
}

export async function eventsOfCase(ask: Ask, caseId: string): Promise<readonly Delivery[]> {
  return (await eventsOfCases(ask, [caseId])).get(caseId) ?? [];
}

function toDelivery(row: EventRow): Delivery {
  return {
    source: row.source,
    recorded: {
      position: Number(row.position),
      stream: row.stream,
      version: row.stream_version,
      type: row.type,
      caseKey: row.casekey,
      time: row.time.getTime(),
      recordedAt: row.recordedat.getTime(),
      body: row.body,
    },
    envelope: JSON.parse(row.body.toString('utf8')) as EventEnvelope,
  };
}
