import type { Pool } from 'pg';
import type { ConsumerTransaction } from '../event-bus.js';

/**
 * Runs `work` in one transaction. Its commit need not wait for the disk: whatever a crash takes back, checkpoint and effects alike,
 * is delivered again. A process that stands still, or is cut off, in the midst of it lets go after 10 s, so that another instance can go on.
 */
export async function inTransaction<Result>(pool: Pool, work: (transaction: ConsumerTransaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener, a connection that dies between two statements would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query("BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL idle_in_transaction_session_timeout = '10s'");
    const result = await work({
      query: async <Row>(text: string, values?: readonly unknown[]) =>
        (await client.query(text, values === undefined ? undefined : [...values])).rows as readonly Row[],
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
