import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres, urlsOfRunningPostgres, type EmbeddedPostgres } from '@huying/platform/embedded-postgres';
import {
  endLeftOverProcesses,
  holderOf,
  lockInstallation,
  openSecrets,
  refuseUnfinishedRestore,
  type InstallationSecrets,
} from '@huying/start';
import { BackupFault } from './backup-fault.js';

/** The beginning of the SHA-256 of the gateway's public key: one installation's name for itself, and no secret. */
export async function installationId(secretsFolder: string): Promise<string> {
  const key = await readFile(join(secretsFolder, 'gateway', 'gateway-public.pem'));
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

/** PostgreSQL of an installation, whether the system runs or not. */
export interface OpenInstallation {
  readonly running: boolean;
  /** URL of the superuser, for a database. */
  readonly urlOf: (database: string) => string;
  close(): Promise<void>;
}

/** @throws BackupFault where nothing has been installed on the folder yet. */
export async function openInstallation(dataDir: string): Promise<OpenInstallation> {
  await refuseEmpty(dataDir);
  await refuseUnfinishedRestore(dataDir);
  const { postgresPassword } = await openSecrets(dataDir);
  if ((await holderOf(dataDir)) !== undefined) return whileItRuns(dataDir, postgresPassword);
  const stopped = await openStopped(dataDir);
  return { running: false, urlOf: (database) => stopped.postgres.url(database), close: stopped.close };
}

export interface StoppedInstallation {
  readonly postgres: EmbeddedPostgres;
  readonly secrets: InstallationSecrets;
  readonly close: () => Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** PostgreSQL alone, on an installation that nobody else may start meanwhile. @throws StartFault where the system runs. */
export async function openStopped(dataDir: string): Promise<StoppedInstallation> {
  const lock = await lockInstallation(dataDir);
  try {
    await endLeftOverProcesses(dataDir);
    const secrets = await openSecrets(dataDir);
    const postgres = await startEmbeddedPostgres({ dataDir, password: secrets.postgresPassword });
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => (closing ??= postgres.stop().then(() => lock.release()));
    // Ctrl-C leaves no server behind; what was being written stays marked as unfinished.
    const interrupted = (): void => void close().finally(() => process.exit(130));
    for (const signal of signals) process.once(signal, interrupted);
    return {
      postgres,
      secrets,
      close: async () => {
        await close();
        for (const signal of signals) process.off(signal, interrupted);
      },
    };
  } catch (fault) {
    await lock.release();
    throw fault;
  }
}

const startPatienceMs = 30_000;

async function whileItRuns(dataDir: string, password: string): Promise<OpenInstallation> {
  for (const until = Date.now() + startPatienceMs; Date.now() < until;) {
    const urlOf = await urlsOfRunningPostgres(dataDir, password);
    if (urlOf !== undefined) return { running: true, urlOf, close: () => Promise.resolve() };
    await pause(200);
  }
  throw new BackupFault(
    `Huying runs on ${dataDir}, but its PostgreSQL does not answer. Wait until the start is through, or stop it, and run the command again.`,
    `呼应正在 ${dataDir} 上运行，但其 PostgreSQL 没有应答。请等待启动完成或停止后重新运行。`,
  );
}

export async function refuseEmpty(dataDir: string): Promise<void> {
  const installed = await stat(join(dataDir, 'secrets', 'postgres.password')).catch((fault: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes((fault as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw fault;
  });
  if (installed !== undefined) return;
  throw new BackupFault(
    `There is no Huying in ${dataDir}. Set HUYING_DATA_DIR to the data folder that npm start uses.`,
    `${dataDir} 中没有呼应的数据。请将 HUYING_DATA_DIR 设为 npm start 使用的数据文件夹。`,
  );
}
