import { deployables, services, type DeployableName } from '@huying/contracts';
import {
  databaseOf,
  keyStore,
  logReaderRole,
  provisionDatabase,
  provisionRoles,
  rolesOf,
  type EmbeddedPostgres,
} from '@huying/platform/embedded-postgres';
import { prepareKeyDatabase, type KeyGrant } from '@huying/privacy';
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
  const admin = postgres.url();
  await provisionRoles(admin, deployables, secrets.passwordOf);
  for (const deployable of deployables) {
    const { owner, application } = rolesOf(deployable);
    await provisionDatabase(admin, { database: databaseOf(deployable), owner, guests: [application, logReaderRole] });
  }
  await provisionDatabase(admin, {
    database: keyStore.database,
    owner: keyStore.owner,
    guests: deployables.map((deployable) => rolesOf(deployable).keys),
  });
  await prepareKeyDatabase(urlFor(postgres, secrets, keyStore.owner, keyStore.database), keyGrants);
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

/** Each service seals and opens its own. Dispatch also opens what intake sealed: the assigned handler must reach the resident. */
const keyGrants: readonly KeyGrant[] = [
  ...services.map((service) => ({ role: rolesOf(service).keys, service, seal: true, open: true, destroy: true })),
  { role: rolesOf('dispatch').keys, service: 'intake', seal: false, open: true, destroy: false },
];

function urlFor(postgres: EmbeddedPostgres, secrets: InstallationSecrets, role: string, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(secrets.passwordOf(role))}@127.0.0.1:${String(postgres.port)}/${database}`;
}
