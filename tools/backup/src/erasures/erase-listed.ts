import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyOwners, type KeyOwner } from '@huying/contracts';
import { databaseOf, keyStore, rolesOf } from '@huying/platform/provisioning';
import { erasedKeysStream } from '@huying/platform-nest';
import { createPostgresKeyStore, type KeyStore } from '@huying/privacy';
import { Client } from 'pg';
import type { StoppedInstallation } from '../installation.js';
import type { ListedErasure } from './erasure-list.js';

/** What is known of erasures that the restored logs do not record, counted by service and erasure. */
export interface NewerErasures {
  /** Whether a list was given. */
  readonly listed: boolean;
  /** In the list, and not in the logs. */
  readonly inList: number;
  /** Of the list, those that the restored keys did not know: their keys were destroyed now. */
  readonly again: number;
  /** Carried out by the restored keys, and neither in the logs nor in the list: there is a newer list, or there was one. */
  readonly inKeysAlone: number;
}

/**
 * Destroys, in restored keys and before anything is served, all that the list says was destroyed; and tells what the keys themselves know
 * of erasures that the logs have never heard of.
 */
export async function eraseListed(
  installation: Pick<StoppedInstallation, 'postgres' | 'secrets'>,
  list: readonly ListedErasure[] | undefined,
): Promise<NewerErasures> {
  let [inList, again, inKeysAlone] = [0, 0, 0];
  for (const owner of keyOwners) {
    const listed = (list ?? []).filter((erasure) => erasure.owner === owner);
    const recorded = await recordedBy(installation, owner);
    const carriedOut = await carriedOutFor(installation, owner);
    const known = new Set([...recorded, ...listed.map(({ erasure }) => erasure)]);
    inKeysAlone += carriedOut.filter((erasure) => !known.has(erasure)).length;
    inList += listed.filter(({ erasure }) => !recorded.has(erasure)).length;
    const missing = listed.filter(({ erasure }) => !carriedOut.includes(erasure));
    if (missing.length === 0) continue;
    const keys = await keysOf(installation, owner);
    try {
      for (const { erasure, basis, at, kids } of missing) await keys.erase({ erasure, basis, at, subjects: [], kids });
      again += missing.length;
    } finally {
      await keys.close();
    }
  }
  return { listed: list !== undefined, inList, again, inKeysAlone };
}

async function keysOf({ postgres, secrets }: Pick<StoppedInstallation, 'postgres' | 'secrets'>, owner: KeyOwner): Promise<KeyStore> {
  const url = new URL(postgres.url(keyStore.database));
  url.username = rolesOf(owner).keys;
  url.password = secrets.passwordOf(rolesOf(owner).keys);
  const masterKey = await readFile(join(secrets.folderOf(owner), 'master.key'));
  return createPostgresKeyStore({ connectionString: url.href, service: owner, masterKey });
}

const recordedBy = async ({ postgres }: Pick<StoppedInstallation, 'postgres'>, owner: KeyOwner): Promise<ReadonlySet<string>> =>
  new Set(
    await column(
      postgres.url(databaseOf(owner)),
      'SELECT case_key AS erasure FROM event_store.event WHERE stream = $1',
      erasedKeysStream(owner),
    ),
  );

const carriedOutFor = ({ postgres }: Pick<StoppedInstallation, 'postgres'>, owner: KeyOwner): Promise<readonly string[]> =>
  column(postgres.url(keyStore.database), 'SELECT erasure FROM keys.erasure WHERE owner_service = $1', owner);

async function column(url: string, sql: string, value: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ erasure: string }>(sql, [value]).finally(() => client.end());
  return rows.map(({ erasure }) => erasure);
}
