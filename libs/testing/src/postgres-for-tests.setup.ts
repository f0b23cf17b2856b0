import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { deployables } from '@huying/contracts';
import { startEmbeddedPostgres, temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { provisionRoles } from '@huying/platform/provisioning';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser of the cluster that lives as long as the test run. */
    readonly postgresAdminUrl: string;
  }
}

/** One PostgreSQL for the whole run of integration specs, in a temporary folder, with every role of the system. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await temporaryDataFolder('int');
  const password = randomBytes(24).toString('base64url');
  const postgres = await startEmbeddedPostgres({ dataDir, password, durable: false, maxConnections: 300 });
  await provisionRoles(postgres.url(), deployables, () => password);
  project.provide('postgresAdminUrl', postgres.url());
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
