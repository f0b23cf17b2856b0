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
 * What was known at a moment: one position per log, closed under causation: an effect is never without its cause (DESIGN §8), since it
 * is known no earlier (`copy-events/known-moments.ts`).
 * Without a moment, everything that audit has copied, which is closed by the order in which it was copied.
 */
export async function knowledgeHorizon(ask: Ask, knownBy: Instant | undefined): Promise<PositionVector> {
  if (knownBy === undefined)
    return vectorOf(await ask<Row>('SELECT source, complete_up_to AS position FROM audit_log.source ORDER BY source', []));
  return vectorOf(
    await ask<Row>(
      `SELECT source.source, coalesce(
           (SELECT event.position FROM audit_log.event AS event
             WHERE event.source = source.source AND event.known_at <= $1
             ORDER BY event.known_at DESC, event.position DESC LIMIT 1), 0) AS position
         FROM audit_log.source AS source ORDER BY source.source`,
      [knownBy],
    ),
  );
}

export const isKnown =
  (horizon: PositionVector) =>
  ({ source, recorded }: Delivery): boolean =>
    recorded.position <= (horizon[source] ?? 0);
