import { deployables, type ServiceName } from '@huying/contracts';
import type { PositionClaim } from '@huying/event-store';
import { databaseOf } from '@huying/platform/provisioning';
import { Client } from 'pg';
import { hasLog } from '../databases.js';

/**
 * Everybody who has seen a log, and how far: consumers by their checkpoints, and events of other logs by the cause that they name. An effect
 * is appended before its consumer's checkpoint moves, so it may know of a position that no checkpoint does.
 */
export async function witnessesOf(service: ServiceName, urlOf: (database: string) => string): Promise<readonly PositionClaim[]> {
  const claims: PositionClaim[] = [];
  for (const deployable of deployables) {
    const client = new Client({ connectionString: urlOf(databaseOf(deployable)) });
    await client.connect();
    try {
      const { rows } = await client.query<{ consumer: string; position: string }>(
        'SELECT consumer, position FROM event_bus.checkpoint WHERE source = $1',
        [service],
      );
      for (const { consumer, position } of rows) claims.push({ name: `consumer ${deployable}/${consumer}`, position: Number(position) });
      if (deployable === service || !hasLog(deployable)) continue;
      const { rows: causes } = await client.query<{ position: string | null }>(
        `SELECT max(cause_position) AS position FROM event_store.event WHERE cause_source IN ($1, '/huying/' || $1)`,
        [service],
      );
      claims.push({ name: `an event of ${deployable}`, position: Number(causes[0]?.position ?? 0) });
    } finally {
      await client.end();
    }
  }
  return claims;
}
