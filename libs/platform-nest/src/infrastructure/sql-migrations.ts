import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from './migrate.js';

/** Who gets which rights: the role that the service runs as, and the group role of those who read its log. */
export interface DatabaseRoles {
  readonly applicationRole: string;
  readonly logReaderRole: string;
}

/** TypeORM orders migrations by the 13 digits that end their names: an app's come after those of the libraries that it stands on. */
const epochOfApplications = 1_800_000_000_000;

/**
 * The numbered SQL files of a folder (`0001_case_board.sql`) as migrations, forward only.
 * `:application_role` and `:log_reader_role` in them stand for the roles' names.
 *
 * @param context tells the migrations of one package from another's: `intake`.
 * @param folder the package's `migrations/`: `new URL('../migrations/', import.meta.url)`.
 */
export function sqlMigrations(context: string, folder: URL, roles: DatabaseRoles): MigrationClass[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => migrationOf(context, file, new URL(file, folder), roles));
}

function migrationOf(context: string, file: string, url: URL, roles: DatabaseRoles): MigrationClass {
  const timestamp = String(epochOfApplications + Number(file.slice(0, 4)));
  const name = `${context}_${file.slice(0, -'.sql'.length)}_${timestamp}`;
  return class implements MigrationInterface {
    readonly name = name;

    async up(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query(withRoles(readFileSync(url, 'utf8'), roles));
    }

    down(): Promise<void> {
      return Promise.reject(new Error(`${name} goes forward only`));
    }
  };
}

const withRoles = (sql: string, { applicationRole, logReaderRole }: DatabaseRoles): string =>
  sql
    .replaceAll(':application_role', pg.escapeIdentifier(applicationRole))
    .replaceAll(':log_reader_role', pg.escapeIdentifier(logReaderRole));
