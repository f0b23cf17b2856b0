import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export interface EventStoreRoles {
  /** The role under which the service runs: reads events, executes the append functions, changes nothing otherwise. */
  readonly applicationRole: string;
  /** The group role of those services that read this log: reads events, nothing else. */
  readonly logReaderRole: string;
}

const files = [
  '0001_head',
  '0002_event',
  '0003_answer',
  '0004_append_only',
  '0005_append_fast',
  '0006_append_careful',
  '0007_answers',
] as const;
/** Those that came after the grants had been given. */
const laterFiles = ['0008_refill'] as const;

/** TypeORM takes order and identity of a migration from its name: a class name that ends in 13 digits. */
const firstStamp = 1_700_000_000_000;

/**
 * The migrations of schema `event_store`, in order, for a DataSource's `migrations`. They run as the owner of the service's database; the
 * functions keep the owner's rights (SECURITY DEFINER), the two roles get what they need and no more. Both roles must exist.
 */
export function eventStoreMigrations(roles: EventStoreRoles): (new () => MigrationInterface)[] {
  // The number of a step is its place in this list for ever: a new one goes to the end.
  return [...files.map(sqlOf), () => Promise.resolve(grants(roles)), ...laterFiles.map(sqlOf)].map((sql, index) => {
    const name = `EventStore${String(firstStamp + index + 1)}`;
    return class implements MigrationInterface {
      readonly name = name;

      async up(runner: QueryRunner): Promise<void> {
        await runner.query(await sql());
      }

      down(): Promise<void> {
        return Promise.reject(new Error('the log only moves forward'));
      }
    };
  });
}

const sqlOf = (file: string) => (): Promise<string> => readFile(new URL(`../../migrations/${file}.sql`, import.meta.url), 'utf8');

/** Named by role, so written here: PostgreSQL grants EXECUTE on a new function to everyone unless told otherwise. */
function grants({ applicationRole, logReaderRole }: EventStoreRoles): string {
  const application = pg.escapeIdentifier(applicationRole);
  const reader = pg.escapeIdentifier(logReaderRole);
  return `
    REVOKE ALL ON SCHEMA event_store FROM PUBLIC;
    REVOKE ALL ON ALL TABLES IN SCHEMA event_store FROM PUBLIC;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA event_store FROM PUBLIC;
    GRANT USAGE ON SCHEMA event_store TO ${application}, ${reader};
    GRANT SELECT ON event_store.event TO ${application}, ${reader};
    GRANT EXECUTE ON FUNCTION event_store.append_fast, event_store.append_careful,
      event_store.remember_answers, event_store.find_command TO ${application};`;
}
