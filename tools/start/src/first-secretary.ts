import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { RunningSystem } from './system.js';

/** The token of the one-time link for the first secretary, while nobody holds a post; undefined afterwards. */
export async function setUpTokenOf({ adminUrl, secrets }: RunningSystem): Promise<string | undefined> {
  const client = new Client({ connectionString: adminUrl('huying_dispatch') });
  await client.connect();
  try {
    const { rowCount } = await client.query(`SELECT 1 FROM event_store.event WHERE stream LIKE 'post-%' LIMIT 1`);
    if (rowCount !== 0) return undefined;
  } finally {
    await client.end();
  }
  // As the gateway derives it (apps/gateway, `firstSecretaryToken`); its module is not loaded here for one line.
  const installationKey = await readFile(join(secrets.folderOf('gateway'), 'request-digest.key'));
  return createHmac('sha256', installationKey).update('huying/first-secretary/v1').digest('base64url');
}
