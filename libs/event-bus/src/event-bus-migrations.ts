import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who gets which rights: the role that the service runs as, and the group role of those who read its log. */
export interface EventBusRoles {
  readonly applicationRole: string;
  readonly logReaderRole: string;
}

type MigrationClass = new () => MigrationInterface;

/** TypeORM orders migrations by the number that ends their name; it never changes once released. */
const scripts = [
  { file: '0001_event_bus.sql', name: 'EventBus1767225600101' },
  { file: '0002_read_models.sql', name: 'ReadModels1767225600102' },
  { file: '0003_relay.sql', name: 'Relay1767225600103' },
];

/** The bus's tables in a service's own database: checkpoints, inbox, parked events, and the schemas of read models. */
export function eventBusMigrations(roles: EventBusRoles): readonly MigrationClass[] {
  return scripts.map(
    ({ file, name }) =>
      class implements MigrationInterface {
        readonly name = name;
        async up(runner: QueryRunner): Promise<void> {
          await runner.query(withRoles(readFileSync(new URL(`../migrations/${file}`, import.meta.url), 'utf8'), roles));
        }
        down(): Promise<void> {
          return Promise.reject(new Error(`${name} cannot be undone: migrations go forward only`));
        }
      },
  );
}

function withRoles(sql: string, { applicationRole, logReaderRole }: EventBusRoles): string {
  return sql
    .replaceAll(':application_role', pg.escapeIdentifier(applicationRole))
    .replaceAll(':log_reader_role', pg.escapeIdentifier(logReaderRole));
}
