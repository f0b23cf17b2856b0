import { eventBusMigrations } from '@huying/event-bus';
import { eventStoreMigrations } from '@huying/event-store';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from './migrate.js';
import type { DatabaseRoles } from './sql-migrations.js';

/** The migrations of one package or app, for the roles of one database. */
export type Migrations = (roles: DatabaseRoles) => readonly MigrationClass[];

/** Every migration of a deployable that follows others' events and owns no stream. */
export const readingSideMigrations =
  (own: Migrations): Migrations =>
  (roles) => [schemaVersionMigration(roles), ...eventBusMigrations(roles), ...own(roles)];

/** Every migration of a service: those of the event store come first. */
export const serviceMigrations =
  (own: Migrations): Migrations =>
  (roles) => [...eventStoreMigrations(roles), ...readingSideMigrations(own)(roles)];

/** Lets the application read which migrations have run: it refuses to start over a schema that lacks one. */
function schemaVersionMigration({ applicationRole }: DatabaseRoles): MigrationClass {
  return class implements MigrationInterface {
    readonly name = 'SchemaVersion1767225600001';

    async up(runner: QueryRunner): Promise<void> {
      const role = pg.escapeIdentifier(applicationRole);
      await runner.query(`GRANT USAGE ON SCHEMA public TO ${role}; GRANT SELECT ON public.migration TO ${role}`);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('migrations go forward only'));
    }
  };
}
