import type { Logger } from '@huying/platform';
import pg from 'pg';
import type { ServiceConfig } from '../service/service-config.js';
import type { Migrations } from './all-migrations.js';
import { migrate, type MigrationClass } from './migrate.js';
import type { DatabaseRoles } from './sql-migrations.js';

/** Group role that may read every log; the one name that deployments and migrations must agree on. */
const logReaderRole = 'huying_log_reader';

/** The roles that a configuration's URLs name. */
export const rolesOf = ({ databaseUrl }: Pick<ServiceConfig, 'databaseUrl'>): DatabaseRoles => ({
  applicationRole: decodeURIComponent(new URL(databaseUrl).username),
  logReaderRole,
});

/** A service was to start over a schema that lacks migrations which it needs, and may not run them itself. */
export class SchemaBehind extends Error {
  override readonly name = 'SchemaBehind';

  constructor(
    deployable: string,
    readonly missing: readonly string[],
  ) {
    super(
      `The database of ${deployable} lacks ${missing.length} migrations (${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}). ` +
        `Run its migration step first (node apps/${deployable}/dist/migrate.js), then start it again. / ` +
        `${deployable} 的数据库缺少 ${missing.length} 个迁移，请先执行迁移步骤，再启动服务。`,
    );
  }
}

/**
 * With the owner's URL, brings the schema up to date. Without it, makes sure that it is; a schema that is ahead is fine, so that the
 * instances of the last version go on while the next one is rolled out.
 *
 * @throws SchemaBehind when migrations are missing and the owner's URL is not there to run them.
 */
export async function prepareSchema(
  config: Pick<ServiceConfig, 'name' | 'databaseUrl' | 'ownerDatabaseUrl'>,
  migrations: Migrations,
  logger: Logger,
): Promise<void> {
  const needed = migrations(rolesOf(config));
  if (config.ownerDatabaseUrl !== undefined) {
    await migrate(config.ownerDatabaseUrl, needed, logger);
    return;
  }
  const present = await migrationsIn(config.databaseUrl);
  const missing = needed.map(nameOf).filter((name) => !present.has(name));
  if (missing.length > 0) throw new SchemaBehind(config.name, missing);
}

/** As TypeORM names it in its table. */
const nameOf = (migration: MigrationClass): string => new migration().name ?? migration.name;

/** No such table, or one that the application may not read yet: no migration has run. */
const notMigrated = new Set(['42P01', '42501']);

async function migrationsIn(databaseUrl: string): Promise<ReadonlySet<string>> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, statement_timeout: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM public.migration');
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if (error instanceof pg.DatabaseError && notMigrated.has(error.code ?? '')) return new Set();
    throw error;
  } finally {
    await client.end();
  }
}
