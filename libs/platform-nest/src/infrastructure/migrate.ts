import type { Logger } from '@huying/platform';
import { DataSource, type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

/** Advisory lock that instances of a service take to migrate one after another. Per database, so one number serves all. */
const migrationLock = 7_264_100_193;

/**
 * Brings a database up to date as its owner, then lets go of the owner's connections.
 * Instances that start together queue on an advisory lock; each migration commits by itself, so a killed run goes on where it stopped.
 */
export async function migrate(ownerDatabaseUrl: string, migrations: readonly MigrationClass[], logger: Logger): Promise<void> {
  const owner = await new DataSource({
    type: 'postgres',
    url: ownerDatabaseUrl,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    applicationName: 'huying-migrate',
    // One connection holds the lock, the other migrates.
    poolSize: 2,
    logging: false,
  }).initialize();
  try {
    const lock = owner.createQueryRunner();
    try {
      await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
      const applied = await owner.runMigrations();
      if (applied.length > 0) logger.info({ migrations: applied.map(({ name }) => name) }, 'migrated');
      await lock.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    } finally {
      await lock.release();
    }
  } finally {
    await owner.destroy();
  }
}
