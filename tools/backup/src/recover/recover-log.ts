import type { ServiceName } from '@huying/contracts';
import { refillLog, type PositionClaim } from '@huying/event-store';
import { createLogger } from '@huying/platform';
import { databaseOf } from '@huying/platform/provisioning';
import { migrate } from '@huying/platform-nest';
import { databaseUrls, refuseUnfinishedRestore } from '@huying/start';
import { Client } from 'pg';
import { BackupFault } from '../backup-fault.js';
import { migrationsOf } from '../databases.js';
import { openStopped, refuseEmpty } from '../installation.js';
import type { Progress } from '../progress.js';
import { copiedBodies, copiedUpTo, expectSameHistory } from './audit-copy.js';
import { witnessesOf } from './witnesses.js';

export interface RecoverOptions {
  readonly dataDir: string;
  readonly service: ServiceName;
  readonly progress: Progress;
}

export interface Recovered {
  /** Where the log ended before. */
  readonly before: number;
  readonly after: number;
}

/**
 * Refills a service's log from audit's copy, byte for byte, while nobody can write to it (DESIGN §4). First compares what both hold, then
 * adds what the log lacks, then compares all of it again; at last asks everybody who has seen the log whether he has seen more.
 *
 * @throws BackupFault where the two are different histories, or where somebody has seen events that no copy holds.
 */
export async function recoverLog({ dataDir, service, progress }: RecoverOptions): Promise<Recovered> {
  await refuseEmpty(dataDir);
  await refuseUnfinishedRestore(dataDir);
  const { postgres, secrets, close } = await openStopped(dataDir);
  const clients: Client[] = [];
  const open = async (database: string): Promise<Client> => {
    const client = new Client({ connectionString: postgres.url(database), application_name: 'huying recover' });
    await client.connect();
    clients.push(client);
    return client;
  };
  try {
    const owner = databaseUrls(postgres, secrets, service).owner;
    // An older backup may lack the function that refills.
    await migrate(owner, migrationsOf(service), createLogger({ name: 'recover', level: 'silent' }));
    const [log, audit] = [await open(databaseOf(service)), await open(databaseOf('audit'))];
    const before = await headOf(log);
    const copied = await copiedUpTo(audit, service);
    await expectSameHistory(log, audit, service, Math.min(before, copied));
    let after = before;
    if (copied > before) {
      progress.part(`${service} ${String(before + 1)}–${String(copied)}`, copied - before);
      after = await refillLog(owner, counted(copiedBodies(audit, service, before, copied), progress));
      await expectSameHistory(log, audit, service, after);
    }
    const ahead = (await witnessesOf(service, (database) => postgres.url(database))).filter(({ position }) => position > after);
    if (ahead.length > 0) throw notWhole(service, after, ahead);
    return { before, after };
  } finally {
    progress.stop();
    await Promise.all(clients.map((client) => client.end()));
    await close();
  }
}

async function headOf(log: Client): Promise<number> {
  const { rows } = await log.query<{ position: string }>('SELECT position FROM event_store.head');
  return Number(rows[0]?.position);
}

async function* counted(batches: AsyncIterable<readonly Buffer[]>, progress: Progress): AsyncGenerator<readonly Buffer[]> {
  for await (const bodies of batches) {
    yield bodies;
    progress.advance(bodies.length);
  }
}

function notWhole(service: ServiceName, head: number, ahead: readonly PositionClaim[]): BackupFault {
  const witnesses = ahead.map(({ name, position }) => `${name}: ${String(position)}`).join(', ');
  return new BackupFault(
    `The audit copy of ${service} ends at position ${String(head)}, but more had been seen (${witnesses}). Those events are in no database here any more, so the service stays closed: restore a newer backup of ${service} and run this again. If there is none, restore all services from one backup into a new data folder (npm run restore).`,
    `${service} 的审计副本止于位置 ${String(head)}，但有人读到了更后面（${witnesses}）。这些事件已不在本系统的任何数据库中，该服务保持关闭：请恢复 ${service} 更新的备份后重试；若没有，请将全部服务从同一份备份恢复到新的数据文件夹（npm run restore）。`,
  );
}
