import type { ServiceName } from '@huying/contracts';
import type { PositionClaim } from '@huying/event-store';
import type { Logger } from '@huying/platform';
import pg from 'pg';

/**
 * How far the consumers of other services have already followed this service's log, as far as their databases can be asked now.
 * A database that is not there yet (a first start, another order of starting) claims nothing; its consumer compares again when it starts.
 */
export async function positionClaims(
  service: ServiceName,
  logUrls: Readonly<Partial<Record<ServiceName, string>>>,
  logger: Logger,
): Promise<readonly PositionClaim[]> {
  const claims = await Promise.all(
    Object.entries(logUrls).map(async ([reader, url]) => {
      try {
        return await claimsIn(url, reader, service);
      } catch (error) {
        if (error instanceof pg.DatabaseError && notThereYet.has(error.code ?? '')) return [];
        logger.warn({ err: error, database: reader }, 'could not ask how far this log has been followed');
        return [];
      }
    }),
  );
  return claims.flat();
}

/** No such database, schema or table; or a role that its migrations have not yet let in. */
const notThereYet = new Set(['3D000', '3F000', '42P01', '42501']);

async function claimsIn(url: string, reader: string, service: ServiceName): Promise<readonly PositionClaim[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, statement_timeout: 2000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ consumer: string; position: string }>(
      'SELECT consumer, position FROM event_bus.checkpoint WHERE source = $1',
      [service],
    );
    return rows.map(({ consumer, position }) => ({ name: `consumer ${reader}/${consumer}`, position: Number(position) }));
  } finally {
    await client.end();
  }
}
