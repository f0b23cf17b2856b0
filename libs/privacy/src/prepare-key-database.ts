import { readFile } from 'node:fs/promises';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

/** What one database role may do with the keys of one owning service. */
export interface KeyGrant {
  readonly role: string;
  readonly service: string;
  readonly seal: boolean;
  readonly open: boolean;
  readonly destroy: boolean;
}

/** The plain case: each service seals, opens and destroys its own keys, and nobody else's. */
export function ownKeysOnly(roleOfService: ReadonlyMap<string, string>): readonly KeyGrant[] {
  return [...roleOfService].map(([service, role]) => ({ role, service, seal: true, open: true, destroy: true }));
}

type Migration = new () => MigrationInterface;

async function runSql(queryRunner: QueryRunner, file: string): Promise<void> {
  await queryRunner.query(await readFile(new URL(`../migrations/${file}`, import.meta.url), 'utf8'));
}

/** The migrations of the key database `huying_keys`, schema `keys`; run by its owner, before any service starts. */
export function keyStoreMigrations(): readonly Migration[] {
  class SubjectKey1700000000001 implements MigrationInterface {
    readonly name = 'SubjectKey1700000000001';
    up = (queryRunner: QueryRunner): Promise<void> => runSql(queryRunner, '0001_subject_key.sql');
    down = forwardOnly;
  }
  class KeyFunctions1700000000002 implements MigrationInterface {
    readonly name = 'KeyFunctions1700000000002';
    up = (queryRunner: QueryRunner): Promise<void> => runSql(queryRunner, '0002_key_functions.sql');
    down = forwardOnly;
  }
  class Erasure1700000000003 implements MigrationInterface {
    readonly name = 'Erasure1700000000003';
    up = (queryRunner: QueryRunner): Promise<void> => runSql(queryRunner, '0003_erasure.sql');
    down = forwardOnly;
  }
  return [SubjectKey1700000000001, KeyFunctions1700000000002, Erasure1700000000003];
}

const forwardOnly = (): Promise<void> => Promise.reject(new Error('migrations go forward only'));

/** Any number; the same everywhere, so that two processes that start together migrate one after the other. */
const advisoryLock = 4_839_201;

/**
 * Migrates the key database and makes its grants exactly these: a role not named loses what it had.
 * Safe to call at every start and by several processes at once.
 *
 * @param ownerUrl of the role that owns the database; no service ever holds it.
 */
export async function prepareKeyDatabase(ownerUrl: string, grants: readonly KeyGrant[]): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    applicationName: 'huying-keys-migration',
    migrations: [...keyStoreMigrations()],
    migrationsTableName: 'key_store_migration',
    poolSize: 2,
  });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    await dataSource.runMigrations({ transaction: 'each' });
    await dataSource.transaction(async (manager) => {
      await manager.query('DELETE FROM keys.service_grant');
      for (const grant of grants) {
        const role = `"${grant.role.replaceAll('"', '""')}"`;
        await manager.query('INSERT INTO keys.service_grant VALUES ($1, $2, $3, $4, $5)', [
          grant.role,
          grant.service,
          grant.seal,
          grant.open,
          grant.destroy,
        ]);
        await manager.query(`GRANT USAGE ON SCHEMA keys TO ${role}`);
        await manager.query(`GRANT EXECUTE ON FUNCTION keys.get_or_create, keys.find, keys.erase, keys.erasures_missing TO ${role}`);
      }
    });
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [advisoryLock]).catch(() => undefined); // Closing the connection frees it too.
    await lock.release();
    await dataSource.destroy();
  }
}
