import type { ServiceName } from '@huying/contracts';
import type { Client } from 'pg';
import { BackupFault } from '../backup-fault.js';

/** How far audit's copy of a log goes without a hole. */
export async function copiedUpTo(audit: Client, service: ServiceName): Promise<number> {
  const { rows } = await audit.query<{ up_to: string }>('SELECT complete_up_to AS up_to FROM audit_log.source WHERE source = $1', [
    service,
  ]);
  return Number(rows[0]?.up_to ?? 0);
}

const bytesOfABatch = 500;

/** The bytes of a log's events after a position, from audit's copy, in order. */
export async function* copiedBodies(audit: Client, service: ServiceName, after: number, upTo: number): AsyncGenerator<readonly Buffer[]> {
  for (let position = after; position < upTo; position += bytesOfABatch) {
    const { rows } = await audit.query<{ body: Buffer }>(
      'SELECT body FROM audit_log.event WHERE source = $1 AND position > $2 AND position <= $3 ORDER BY position',
      [service, position, Math.min(position + bytesOfABatch, upTo)],
    );
    yield rows.map(({ body }) => body);
  }
}

const positionsOfARange = 10_000;

/** Log and copy hold the same bytes at every position up to `upTo`. @throws BackupFault naming the first that differs. */
export async function expectSameHistory(log: Client, audit: Client, service: ServiceName, upTo: number): Promise<void> {
  for (let after = 0; after < upTo; after += positionsOfARange) {
    const range = [after, Math.min(after + positionsOfARange, upTo)];
    const digests = await Promise.all([digestOf(log, ...logSide, range), digestOf(audit, ...copySide(service), range)]);
    if (digests[0] !== digests[1]) throw differing(service, await firstDifference(log, audit, service, range));
  }
}

type Side = readonly [table: string, condition: string];
const logSide: Side = ['event_store.event', 'true'];
// A service's name is one of our own constants.
const copySide = (service: ServiceName): Side => ['audit_log.event', `source = '${service}'`];

async function digestOf(client: Client, table: string, condition: string, range: readonly number[]): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(
    `SELECT encode(sha256(coalesce(string_agg(sha256(body), ''::bytea ORDER BY position), '')), 'hex') AS digest
       FROM ${table} WHERE ${condition} AND position > $1 AND position <= $2`,
    [...range],
  );
  return rows[0]?.digest ?? '';
}

async function firstDifference(log: Client, audit: Client, service: ServiceName, range: readonly number[]): Promise<number> {
  const digests = async (client: Client, [table, condition]: Side): Promise<ReadonlyMap<string, string>> => {
    const { rows } = await client.query<{ position: string; digest: string }>(
      `SELECT position, encode(sha256(body), 'hex') AS digest FROM ${table} WHERE ${condition} AND position > $1 AND position <= $2`,
      [...range],
    );
    return new Map(rows.map(({ position, digest }) => [position, digest]));
  };
  const [kept, copied] = [await digests(log, logSide), await digests(audit, copySide(service))];
  const [after = 0, upTo = 0] = range;
  for (let position = after + 1; position <= upTo; position++) {
    if (kept.get(String(position)) !== copied.get(String(position))) return position;
  }
  return upTo;
}

const differing = (service: ServiceName, position: number): BackupFault =>
  new BackupFault(
    `The log of ${service} and the audit copy hold different events at position ${String(position)}: they are two histories, so nothing was written. Restore a backup of this installation from before that position; if there is none, keep both databases and ask for help.`,
    `${service} 的日志与审计副本在位置 ${String(position)} 的事件不同：这是两段不同的历史，因此未写入任何内容。请恢复本系统在该位置之前的备份；若没有，请保留两个数据库并寻求帮助。`,
  );
