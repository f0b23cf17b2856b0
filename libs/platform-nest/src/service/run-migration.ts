import type { DeployableName } from '@huying/contracts';
import { createLogger, parseEnv, withPasswords } from '@huying/platform';
import type { Migrations } from '../infrastructure/all-migrations.js';
import { prepareSchema } from '../infrastructure/prepare-schema.js';
import type { Environment } from './load-service-config.js';
import { MigrationEnvironment } from './migration-environment.js';
import { sentenceOf, type HostProcess } from './run-service.js';

/**
 * The whole of a `migrate.ts`: brings a deployable's database up to date as its owner, and ends. Repeating it changes nothing; several at
 * once queue. In production this is the only program that holds the owner's password.
 */
export async function runMigration(
  name: DeployableName,
  migrations: Migrations,
  host: Pick<HostProcess, 'stderr' | 'exit'> & { readonly env: Environment },
): Promise<void> {
  try {
    const env = parseEnv(MigrationEnvironment, host.env);
    const owner = withPasswords({ HUYING_OWNER_DATABASE_URL: env.HUYING_OWNER_DATABASE_URL }, env.HUYING_SECRETS_DIR);
    const logger = createLogger({ name, level: env.HUYING_LOG_LEVEL });
    const config = { name, databaseUrl: env.HUYING_DATABASE_URL, ownerDatabaseUrl: owner.HUYING_OWNER_DATABASE_URL };
    await prepareSchema(config, migrations, logger);
    logger.info('the schema is up to date');
  } catch (error) {
    host.stderr.write(`${sentenceOf(error, 'The database could not be migrated')}\n`);
    host.exit(1);
  }
}
