import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { services } from '@huying/contracts';
import { BackupFault } from '../backup-fault.js';
import { copiedRows, type CopiedRow } from '../folder/copy-rows.js';
import type { DatabaseCopy, DataManifest, TableCopy } from '../folder/manifest.js';

/** Reads all rows again: as many as were written, and every log dense, from 1 to its head, with the bytes of the position in each place. */
export async function verifyRows(folder: string, { databases, heads, audited }: DataManifest): Promise<void> {
  for (const database of Object.values(databases)) await verifyCounts(folder, database);
  for (const service of services) {
    await verifyLog(folder, tableOf(databases[service], 'event_store', 'event'), heads[service], service);
    await verifyLog(folder, tableOf(databases.audit, 'audit_log', 'event'), audited[service], `audit/${service}`, service);
  }
}

export async function verifyCounts(folder: string, { tables }: DatabaseCopy): Promise<void> {
  for (const { files } of tables.filter((table) => !isLog(table))) {
    for (const { path, rows } of files) {
      const counted = await count(rowsIn(folder, path));
      if (counted !== rows) throw odd(path, `${String(counted)} rows instead of ${String(rows)}`);
    }
  }
}

async function verifyLog(folder: string, table: TableCopy, head: number, log: string, source?: string): Promise<void> {
  const [position, body] = [table.columns.indexOf('position'), table.columns.indexOf('body')];
  const files = table.files.filter(({ path }) => source === undefined || path.includes(`/audit_log.event/${source}/`));
  let last = 0;
  for (const { path } of files) {
    for await (const row of rowsIn(folder, path)) {
      last += 1;
      const bytes = row[body];
      const said = Number(row[position]?.readBigInt64BE());
      if (said !== last || bytes?.toString('latin1').startsWith(`{"position":"${String(last)}",`) !== true) {
        throw odd(path, `position ${String(said)} where ${String(last)} belongs in the log ${log}`);
      }
    }
  }
  if (last !== head) throw odd(log, `its last position is ${String(last)} instead of ${String(head)}`);
}

async function count(rows: AsyncGenerator): Promise<number> {
  for (let counted = 0; ; counted++) if ((await rows.next()).done === true) return counted;
}

async function* rowsIn(folder: string, path: string): AsyncGenerator<CopiedRow> {
  const gunzip = createGunzip({ chunkSize: 262_144 });
  const file = createReadStream(join(folder, path)).on('error', (fault) => gunzip.destroy(fault));
  yield* copiedRows(file.pipe(gunzip) as AsyncIterable<Buffer>);
}

const isLog = ({ schema, table }: TableCopy): boolean => table === 'event' && ['event_store', 'audit_log'].includes(schema);

function tableOf({ tables, database }: DatabaseCopy, schema: string, table: string): TableCopy {
  const found = tables.find((copy) => copy.schema === schema && copy.table === table);
  if (found === undefined) throw odd(database, `it has no ${schema}.${table}`);
  return found;
}

const odd = (where: string, what: string): BackupFault =>
  new BackupFault(`The backup does not hold together: ${where}: ${what}. Use another one.`, `备份内容不一致：${where}。请使用其他备份。`);
