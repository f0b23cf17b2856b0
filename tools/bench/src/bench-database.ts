import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { deployables, type ServiceName } from '@huying/contracts';
import { createLogger } from '@huying/platform';
import { startEmbeddedPostgres, temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { databaseOf, logReaderRole, provisionDatabase, provisionRoles, rolesOf } from '@huying/platform/provisioning';
import { migrate, serviceMigrations, type Migrations } from '@huying/platform-nest';
import pg from 'pg';
import { forgetFiles } from './forget-files.js';

/** A PostgreSQL of its own, durable as a person's would be, with one service's log in it. */
export interface BenchDatabase {
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  /** As another service reads the log. */
  readonly readerUrl: string;
  /** Restarts PostgreSQL with nothing of its files in memory, neither its own nor the kernel's; the URLs stay, connections end. Linux only. */
  coolDown(): Promise<void>;
  stop(): Promise<void>;
}

/** @param own what the service has beside event store and bus */
export async function startBenchDatabase(service: ServiceName = 'intake', own: Migrations = () => []): Promise<BenchDatabase> {
  const dataDir = await temporaryDataFolder('bench');
  const password = randomBytes(24).toString('base64url');
  const options = { dataDir, password, maxConnections: 300 };
  let postgres = await startEmbeddedPostgres(options);
  const { owner, application } = rolesOf(service);
  const database = databaseOf(service);
  const urlOf = (role: string): string => {
    const url = new URL(postgres.url(database));
    url.username = role;
    return url.href;
  };
  await provisionRoles(postgres.url(), deployables, () => password);
  await provisionDatabase(postgres.url(), { database, owner, guests: [application, logReaderRole] });
  const logger = createLogger({ name: 'bench', level: 'silent' });
  await migrate(urlOf(owner), serviceMigrations(own)({ applicationRole: application, logReaderRole }), logger);
  await recycleWriteAheadLog(postgres.url());
  return {
    ownerUrl: urlOf(owner),
    applicationUrl: urlOf(application),
    readerUrl: urlOf(rolesOf('audit').reader),
    async coolDown() {
      await postgres.stop();
      await forgetFiles(postgres.folder);
      postgres = await startEmbeddedPostgres({ ...options, port: postgres.port });
    },
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Of 16 MiB each: enough for the longest round. */
const segments = 48;

/**
 * A database that has been running for a while writes over old segments of its write-ahead log; a young one makes each anew, which stops
 * all writers for some 50 ms a time. People live with the former, so the bench measures the former.
 */
async function recycleWriteAheadLog(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  for (let segment = 0; segment < segments; segment += 1) {
    await client.query("SELECT pg_logical_emit_message(false, 'bench', 'fill'), pg_switch_wal()");
  }
  await client.query('CHECKPOINT');
  await client.end();
}
