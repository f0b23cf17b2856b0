import { deployables, services } from '@huying/contracts';
import { databaseOf, keyStore, logReaderRole, provisionDatabase, provisionRoles, rolesOf } from '@huying/platform/provisioning';
import { prepareKeyDatabase, type KeyGrant } from '@huying/privacy';

export interface Provisioning {
  /** Of a role that may make roles and databases: the superuser, or the administrator of a managed PostgreSQL. */
  readonly adminUrl: string;
  readonly passwordOf: (role: string) => string;
}

/** Each service seals and opens its own. Dispatch also opens what intake sealed: the assigned handler must reach the resident. */
export const keyGrants: readonly KeyGrant[] = [
  ...services.map((service) => ({ role: rolesOf(service).keys, service, seal: true, open: true, destroy: true })),
  { role: rolesOf('dispatch').keys, service: 'intake', seal: false, open: true, destroy: false },
];

/** Every role that signs in, and so needs a password. */
export const loginRoles: readonly string[] = [keyStore.owner, ...deployables.flatMap((name) => Object.values(rolesOf(name)))];

/**
 * Makes every role and database that is missing, sets every password anew, and prepares the key store with exactly its grants. It
 * migrates no service: that is the service's own step. Repeating it changes nothing.
 */
export async function provisionSystem({ adminUrl, passwordOf }: Provisioning): Promise<void> {
  await provisionRoles(adminUrl, deployables, passwordOf);
  for (const deployable of deployables) {
    const { owner, application } = rolesOf(deployable);
    await provisionDatabase(adminUrl, { database: databaseOf(deployable), owner, guests: [application, logReaderRole] });
  }
  await provisionDatabase(adminUrl, {
    database: keyStore.database,
    owner: keyStore.owner,
    guests: deployables.map((deployable) => rolesOf(deployable).keys),
  });
  const keyOwner = new URL(adminUrl);
  keyOwner.username = keyStore.owner;
  keyOwner.password = encodeURIComponent(passwordOf(keyStore.owner));
  keyOwner.pathname = `/${keyStore.database}`;
  await prepareKeyDatabase(keyOwner.href, keyGrants);
}
