import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { erasureReceipts } from '@huying/audit';
import { keyOwners } from '@huying/contracts';
import { shanghai } from '@huying/kernel';
import { databaseOf } from '@huying/platform/provisioning';
import { erasedKeysStream } from '@huying/platform-nest';
import { Client } from 'pg';
import { BackupFault } from '../backup-fault.js';
import { openInstallation } from '../installation.js';
import { listFormat, readErasureList, type ErasureListFile, type ListedErasure } from './erasure-list.js';
import { ledgerKeys } from './ledger-keys.js';

export interface ExportOptions {
  readonly dataDir: string;
  /** Written anew as a whole; a list that is there already must not know of more. */
  readonly file: string;
  readonly now: number;
}

/** Writes the list of all erasures with their receipts, and reads it again. */
export async function exportErasures({ dataDir, file, now }: ExportOptions): Promise<readonly ListedErasure[]> {
  const keys = await ledgerKeys(join(dataDir, 'secrets'));
  const text = await listOf(dataDir, now);
  const listed = await readErasureList(text, keys);
  const present = await readFile(file, 'utf8').catch((fault: unknown) => {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault;
  });
  if (present !== undefined) refuseToForget(file, await readErasureList(present, keys), listed);
  await writeFile(`${file}.part`, text, { mode: 0o600, flush: true });
  await rename(`${file}.part`, file);
  return listed;
}

async function listOf(dataDir: string, now: number): Promise<string> {
  const installation = await openInstallation(dataDir);
  const { urlOf } = installation;
  try {
    let recorded = 0;
    for (const owner of keyOwners) {
      const [row] = await ask<{ count: string }>(
        urlOf(databaseOf(owner)),
        'SELECT count(*) AS count FROM event_store.event WHERE stream = $1',
        [erasedKeysStream(owner)],
      );
      recorded += Number(row?.count);
    }
    const client = new Client({ connectionString: urlOf(databaseOf('audit')) });
    await client.connect();
    const { receipts } = await erasureReceipts(async <Row>(sql: string, values: readonly unknown[]) => {
      const { rows } = await client.query(sql, [...values]);
      return rows as Row[];
    }).finally(() => client.end());
    if (receipts.length < recorded) throw notYet(recorded - receipts.length);
    const list: ErasureListFile = { format: listFormat, takenAt: shanghai(now), receipts };
    return `${JSON.stringify(list, undefined, 1)}\n`;
  } finally {
    await installation.close();
  }
}

async function ask<Row>(url: string, sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql, [...values])
    .then(({ rows }) => rows as Row[])
    .finally(() => client.end());
}

const notYet = (missing: number): BackupFault =>
  new BackupFault(
    `${String(missing)} records of erasures have no receipt yet: they are some seconds old, or audit does not run. Run the command again while Huying runs. Nothing was written.`,
    `有 ${String(missing)} 条删除记录尚无回执：刚刚发生，或审计服务未运行。请在呼应运行时重试。尚未写入任何内容。`,
  );

/** A list is older than another one when it knows of less; whoever writes it over the newer one loses what only that one knows. */
function refuseToForget(file: string, present: readonly ListedErasure[], next: readonly ListedErasure[]): void {
  const known = new Set(next.map(placeOf));
  const lost = present.filter((erasure) => !known.has(placeOf(erasure)));
  if (lost.length === 0) return;
  throw new BackupFault(
    `${file} knows of ${String(lost.length)} erasures that this system has never heard of: it was put back to a moment before them. Keep that file, and restore with --erasures ${file}. Nothing was written.`,
    `${file} 中有 ${String(lost.length)} 条本系统不知道的删除：本系统被恢复到了更早的时刻。请保留该文件，并用 --erasures ${file} 重新恢复。尚未写入任何内容。`,
  );
}

const placeOf = ({ owner, erasure }: ListedErasure): string => `${owner} ${erasure}`;
