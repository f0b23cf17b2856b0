import { deployables, services } from '@huying/contracts';
import { databaseOf } from '@huying/platform/provisioning';
import { Client } from 'pg';
import { BackupFault } from '../backup-fault.js';
import type { VerifiedBackup } from '../verify/verify-backup.js';

/** Counts what has been put back: every log ends at its head, has no hole, and no consumer is ahead of it. */
export async function expectRestored(urlOf: (database: string) => string, { data }: VerifiedBackup): Promise<void> {
  const faults: string[] = [];
  for (const name of deployables) {
    await withClient(urlOf(databaseOf(name)), async (client) => {
      for (const service of services) {
        const { rows } = await client.query<{ ahead: string }>(
          'SELECT coalesce(max(position), 0) AS ahead FROM event_bus.checkpoint WHERE source = $1',
          [service],
        );
        if (Number(rows[0]?.ahead) > data.heads[service]) faults.push(`${name} is ahead of ${service}`);
      }
    });
  }
  for (const service of services) {
    await withClient(urlOf(databaseOf(service)), async (client) => {
      const { rows } = await client.query<{ head: string; last: string; count: string }>(
        `SELECT (SELECT position FROM event_store.head) AS head, coalesce(max(position), 0) AS last, count(*) AS count FROM event_store.event`,
      );
      const found = [rows[0]?.head, rows[0]?.last, rows[0]?.count].map(Number);
      if (found.some((number) => number !== data.heads[service]))
        faults.push(`${service}: ${found.join(', ')} instead of ${String(data.heads[service])}`);
    });
  }
  if (faults.length === 0) return;
  throw new BackupFault(`What was restored is not what was backed up: ${faults.join('; ')}.`, '恢复的内容与备份不符，详见上文。');
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
