import type { ServiceName } from '@huying/contracts';
import { causeOf, type BatchHandler, type ConsumerTransaction, type Delivery } from '@huying/event-bus';
import { knownMoments } from './known-moments.js';

/** Keeps audit's own copy of every event, byte for byte, before anything else is done with it. @throws on a hole in a log */
export const copyEvents: BatchHandler = async (deliveries, transaction) => {
  const known = await knownMoments(deliveries, transaction);
  await insertCopies(deliveries, known, transaction);
  for (const source of new Set(deliveries.map((delivery) => delivery.source)))
    await extendCompleteness(
      source,
      deliveries.filter((delivery) => delivery.source === source),
      known[deliveries.findLastIndex((delivery) => delivery.source === source)] ?? 0,
      transaction,
    );
};

async function insertCopies(deliveries: readonly Delivery[], known: readonly number[], transaction: ConsumerTransaction): Promise<void> {
  const causes = deliveries.map(causeOf);
  const column = <Value>(of: (delivery: Delivery) => Value): Value[] => deliveries.map(of);
  await transaction.query(
    `INSERT INTO audit_log.event
       (source, position, stream, stream_version, type, casekey, cause_source, cause_position, "time", recordedat, known_at, actor, body)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::bigint[],
       $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::bytea[])`,
    [
      column(({ source }) => source),
      column(({ recorded }) => recorded.position),
      column(({ recorded }) => recorded.stream),
      column(({ recorded }) => recorded.version),
      column(({ recorded }) => recorded.type),
      column(({ recorded }) => recorded.caseKey ?? null),
      causes.map((cause) => cause?.source ?? null),
      causes.map((cause) => cause?.position ?? null),
      column(({ recorded }) => new Date(recorded.time).toISOString()),
      column(({ recorded }) => new Date(recorded.recordedAt).toISOString()),
      known.map((moment) => new Date(moment).toISOString()),
      column(({ envelope }) => envelope.actor),
      column(({ recorded }) => recorded.body),
    ],
  );
}

async function extendCompleteness(
  source: ServiceName,
  copied: readonly Delivery[],
  lastKnown: number,
  transaction: ConsumerTransaction,
): Promise<void> {
  const first = copied[0]?.recorded.position ?? 0;
  const last = copied.at(-1);
  const dense = last?.recorded.position === first + copied.length - 1;
  const extended = await transaction.query(
    `UPDATE audit_log.source SET complete_up_to = $3, last_recordedat = $4, last_known_at = $5
      WHERE source = $1 AND complete_up_to = $2 RETURNING source`,
    [source, first - 1, last?.recorded.position, new Date(last?.recorded.recordedAt ?? 0).toISOString(), new Date(lastKnown).toISOString()],
  );
  if (!dense || extended.length === 0) throw new Error(`the copy of ${source} does not go on at position ${String(first)}`);
}
