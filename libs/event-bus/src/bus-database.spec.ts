import { createTestDatabase } from '@huying/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { eventBusMigrations } from './event-bus-migrations.js';

export interface BusDatabase {
  readonly url: string;
  /** As the owner. */
  readonly query: <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly severConnections: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** A service's own database with the bus's tables, and a table for a spec's effects. */
export async function createBusDatabase(): Promise<BusDatabase> {
  const database = await createTestDatabase({ service: 'reporting' });
  const source = new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: [...eventBusMigrations(database)] });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  owner.on('error', () => undefined); // A connection that is cut while idle is no fault of whoever closes next.
  await owner.query(
    `CREATE TABLE public.effect (n bigserial, source text, position bigint);
     GRANT USAGE ON SCHEMA public TO ${database.applicationRole};
     GRANT SELECT, INSERT ON public.effect TO ${database.applicationRole};
     GRANT USAGE ON SEQUENCE public.effect_n_seq TO ${database.applicationRole}`,
  );
  return {
    url: database.applicationUrl,
    query: async <Row>(sql: string, values: readonly unknown[] = []) => (await owner.query(sql, [...values])).rows as readonly Row[],
    async severConnections() {
      const application = new pg.Client({ connectionString: database.applicationUrl });
      await application.connect();
      await application.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()',
      );
      await application.end();
    },
    async drop() {
      await owner.end();
      await database.drop();
    },
  };
}
