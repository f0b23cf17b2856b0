import type { ServiceName } from '@huying/contracts';
import type { ConsumerTransaction, Delivery } from '../event-bus.js';
import type { Positions } from './checkpoint.js';

/**
 * What a batch settles: which of its events are new, and where the low-water marks stand after it. A log that is tailed in order
 * never leaves anything in the inbox; a transport with partitions does, until the hole below is filled.
 */
export interface Admission {
  readonly admitted: readonly Delivery[];
  readonly marks: Positions;
}

interface InboxRow {
  readonly source: ServiceName;
  readonly position: string;
}

/** Drops what was settled before, records what lies above a hole, forgets what the marks have passed. */
export async function admit(
  transaction: ConsumerTransaction,
  consumer: string,
  from: Positions,
  deliveries: readonly Delivery[],
): Promise<Admission> {
  const rows = await transaction.query<InboxRow>('SELECT source, position FROM event_bus.inbox WHERE consumer = $1', [consumer]);
  if (rows.length === 0 && isContiguous(from, deliveries)) {
    const marks = new Map<ServiceName, number>();
    for (const { source, recorded } of deliveries) marks.set(source, recorded.position);
    return { admitted: deliveries, marks };
  }
  const settled = new Set(rows.map(({ source, position }) => `${source}:${position}`));
  const admitted: Delivery[] = [];
  for (const delivery of deliveries) {
    const { source, recorded } = delivery;
    const name = `${source}:${String(recorded.position)}`;
    if (recorded.position <= (from.get(source) ?? 0) || settled.has(name)) continue;
    settled.add(name);
    admitted.push(delivery);
  }
  const marks = new Map<ServiceName, number>();
  for (const source of new Set(deliveries.map((delivery) => delivery.source))) {
    let mark = from.get(source) ?? 0;
    while (settled.has(`${source}:${String(mark + 1)}`)) mark += 1;
    marks.set(source, mark);
  }
  const above = admitted.filter(({ source, recorded }) => recorded.position > (marks.get(source) ?? 0));
  await transaction.query(
    `WITH forgotten AS (
       DELETE FROM event_bus.inbox AS row USING unnest($4::text[], $5::bigint[]) AS mark (source, position)
        WHERE row.consumer = $1 AND row.source = mark.source AND row.position <= mark.position)
     INSERT INTO event_bus.inbox (consumer, source, position) SELECT $1, * FROM unnest($2::text[], $3::bigint[])`,
    [consumer, above.map(({ source }) => source), above.map(({ recorded }) => recorded.position), [...marks.keys()], [...marks.values()]],
  );
  return { admitted, marks };
}

function isContiguous(from: Positions, deliveries: readonly Delivery[]): boolean {
  const last = new Map(from);
  return deliveries.every(({ source, recorded }) => {
    const follows = recorded.position === (last.get(source) ?? 0) + 1;
    last.set(source, recorded.position);
    return follows;
  });
}
