import type { PositionVector } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';
import type { Ask } from './case-events.js';

interface Row {
  readonly source: string;
  readonly position: string;
}

const vectorOf = (rows: readonly Row[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ source, position }) => [source, Number(position)]));

/**
 * What was known at a moment: one position per log, closed under causation: an effect is never without its cause (DESIGN §8).
 * Without a moment, everything that audit has copied, which is closed by the order in which it was copied.
 */
export async function knowledgeHorizon(ask: Ask, knownBy: Instant | undefined): Promise<PositionVector> {
  if (knownBy === undefined)
    return vectorOf(await ask<Row>('SELECT source, complete_up_to AS position FROM audit_log.source ORDER BY source', []));
  const recorded = await ask<Row>(
    `SELECT source.source, coalesce(
         (SELECT event.position FROM audit_log.event AS event
           WHERE event.source = source.source AND event.recordedat <= $1
           ORDER BY event.recordedat DESC, event.position DESC LIMIT 1), 0) AS position
       FROM audit_log.source AS source ORDER BY source.source`,
    [knownBy],
  );
  return closedUnderCausation(ask, vectorOf(recorded));
}

/** Logs have clocks of their own: an effect may be recorded "before" its cause. Its log is then cut before it, until no such is left. */
async function closedUnderCausation(ask: Ask, vector: PositionVector): Promise<PositionVector> {
  const cuts = await ask<Row>(
    `WITH horizon (source, position) AS (SELECT * FROM unnest($1::text[], $2::bigint[]))
     SELECT effect.source, min(effect.position) - 1 AS position
       FROM horizon AS known
       JOIN audit_log.event AS effect ON effect.cause_source = known.source AND effect.cause_position > known.position
       JOIN horizon AS own ON own.source = effect.source AND effect.position <= own.position
      GROUP BY effect.source`,
    [Object.keys(vector), Object.values(vector)],
  );
  return cuts.length === 0 ? vector : closedUnderCausation(ask, { ...vector, ...vectorOf(cuts) });
}

export const isKnown =
  (horizon: PositionVector) =>
  ({ source, recorded }: Delivery): boolean =>
    recorded.position <= (horizon[source] ?? 0);
