import { createTestDatabase, type TestDatabase } from '@huying/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { eventStoreMigrations, type EventStoreRoles } from './migrations.js';

/** Runs the store's migrations as the owner, as a service does when it starts. */
export async function migrate(ownerUrl: string, roles: EventStoreRoles): Promise<void> {
  const source = new DataSource({ type: 'postgres', url: ownerUrl, migrations: eventStoreMigrations(roles) });
  await source.initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
}

/** A database of its own for one test, with an empty log. */
export async function migratedDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await migrate(database.ownerUrl, database);
  return database;
}

/** Runs one statement under one role and answers its rows. */
export async function ask<Row>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
