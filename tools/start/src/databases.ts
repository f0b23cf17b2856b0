import type { DeployableName, services } from '@huying/contracts';
import { provisionSystem } from '@huying/deploy';
import type { EmbeddedPostgres } from '@huying/platform/embedded-postgres';
import { databaseOf, keyStore, rolesOf } from '@huying/platform/provisioning';
import type { InstallationSecrets } from './secrets.js';

/** Where one deployable finds its databases: the values of its environment variables (BRIEF names them `HUYING_…_URL`). */
export interface DatabaseUrls {
  readonly application: string;
  readonly owner: string;
  readonly keys: string;
  /** The log of a service, as this deployable's reader role. */
  log(service: (typeof services)[number]): string;
}

/** Makes every role and database that is missing, and the key store with its grants. Repeating it changes nothing. */
export async function provisionDatabases(postgres: EmbeddedPostgres, secrets: InstallationSecrets): Promise<void> {
  await provisionSystem({ adminUrl: postgres.url(), passwordOf: secrets.passwordOf });
}

export function databaseUrls(postgres: EmbeddedPostgres, secrets: InstallationSecrets, deployable: DeployableName): DatabaseUrls {
  const { owner, application, reader, keys } = rolesOf(deployable);
  const own = databaseOf(deployable);
  return {
    application: urlFor(postgres, secrets, application, own),
    owner: urlFor(postgres, secrets, owner, own),
    keys: urlFor(postgres, secrets, keys, keyStore.database),
    log: (service) => urlFor(postgres, secrets, reader, databaseOf(service)),
  };
}

function urlFor(postgres: EmbeddedPostgres, secrets: InstallationSecrets, role: string, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(secrets.passwordOf(role))}@127.0.0.1:${String(postgres.port)}/${database}`;
}
