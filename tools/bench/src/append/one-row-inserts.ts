import pg from 'pg';
import type { Append } from '@huying/event-store';

/**
 * The floor: one INSERT for each event by node-postgres, into a table of the same columns and indexes, one connection for each writer,
 * prepared once. It answers no command id, checks no version but by index, and leaves holes: it only writes the same bytes durably.
 */
export interface OneRowInserts {
  write(append: Append): Promise<void>;
  close(): Promise<void>;
}

export async function oneRowInserts(ownerUrl: string, connections: number): Promise<OneRowInserts> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: connections });
  await pool.query(`
    CREATE SCHEMA IF NOT EXISTS floor;
    CREATE TABLE IF NOT EXISTS floor.event (LIKE event_store.event INCLUDING ALL);
    CREATE SEQUENCE IF NOT EXISTS floor.position;
    ALTER TABLE floor.event ALTER COLUMN position SET DEFAULT nextval('floor.position');`);
  return {
    async write({ stream, expected, command, events }) {
      for (const [n, event] of events.entries()) {
        await pool.query({
          name: 'insert_event',
          text: `INSERT INTO floor.event (stream, version, type, command_id, n, command_digest, case_key, occurred_at, recorded_at, body)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now(), $9)`,
          values: [
            stream,
            expected + n + 1,
            event.type,
            command.id,
            n,
            Buffer.from(command.digest, 'hex'),
            event.caseKey,
            new Date(event.time),
            event.body,
          ],
        });
      }
    },
    close: () => pool.end(),
  };
}
