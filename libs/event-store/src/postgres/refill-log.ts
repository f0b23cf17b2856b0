import pg from 'pg';

/** The copy does not go on where the log ends, or the database would not take it. Nothing of the refused batch was kept. */
export class RefillRefused extends Error {
  override readonly name = 'RefillRefused';
}

/**
 * Adds events to the end of a log as they once were: positions, stamps and bytes (DESIGN §4). For a log restored from an older backup,
 * before any service writes to it again; a batch is kept whole or not at all, and a repeated call goes on where the last one ended.
 *
 * The copy holds no digests of requests, so a command of a refilled event is taken for repeated by its id alone. What had been refused,
 * and so left no event, is decided again.
 *
 * Callers MUST keep every writer of the log away meanwhile.
 *
 * @param ownerUrl the service's database under the role that migrates it; no other may.
 * @param batches recorded bodies, in the log's order, the first at the position after the log's head.
 * @returns the log's head afterwards.
 * @throws RefillRefused in PostgreSQL's words, naming the position that does not fit.
 */
export async function refillLog(ownerUrl: string, batches: AsyncIterable<readonly Buffer[]>): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'huying refill', lock_timeout: 10_000 });
  await client.connect();
  try {
    let head = await refill(client, []);
    for await (const bodies of batches) head = await refill(client, bodies);
    return head;
  } finally {
    await client.end();
  }
}

async function refill(client: pg.Client, bodies: readonly Buffer[]): Promise<number> {
  try {
    const { rows } = await client.query<{ head: string }>('SELECT event_store.refill($1::bytea[]) AS head', [bodies]);
    return Number(rows[0]?.head);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new RefillRefused(error.message, { cause: error });
  }
}
