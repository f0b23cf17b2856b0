import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventEnvelope, KeyOwner } from '@huying/contracts';
import { createPostgresKeyStore, createPrivacy, type Opened } from '@huying/privacy';
import { Client } from 'pg';
import type { RunningSystem } from '../system.js';

export interface OpenedPart {
  readonly caseId: string;
  readonly part: string;
  readonly opened: Opened;
}

/** Every sealed part of the given cases in a service's log, opened with all the keys that the service has: as much as anybody ever can. */
export async function openedParts(
  { adminUrl, secrets }: Pick<RunningSystem, 'adminUrl' | 'secrets'>,
  service: KeyOwner,
  caseIds: readonly string[],
): Promise<readonly OpenedPart[]> {
  const client = new Client({ connectionString: adminUrl(`huying_${service}`) });
  await client.connect();
  const { rows } = await client
    .query<{ case_key: string; body: Buffer }>('SELECT case_key, body FROM event_store.event WHERE case_key = ANY ($1)', [caseIds])
    .finally(() => client.end());
  const role = `huying_${service}_keys`;
  const connectionString = adminUrl('huying_keys').replace(/\/\/[^@]+@/, `//${role}:${encodeURIComponent(secrets.passwordOf(role))}@`);
  const masterKey = await readFile(join(secrets.folderOf(service), 'master.key'));
  const privacy = createPrivacy({ service, keys: createPostgresKeyStore({ connectionString, service, masterKey }), masterKey });
  try {
    const parts: OpenedPart[] = [];
    for (const { case_key: caseId, body } of rows) {
      const envelope = JSON.parse(body.toString()) as EventEnvelope;
      for (const sealed of envelope.data.sealed ?? [])
        parts.push({ caseId, part: sealed.part, opened: await privacy.open(sealed, envelope) });
    }
    return parts;
  } finally {
    await privacy.close();
  }
}
