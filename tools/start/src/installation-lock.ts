import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isRunning } from './process-identity.js';
import { StartFault } from './start-fault.js';

/** Held by the one launcher of a data folder, from before it touches anything there until it has stopped everything. */
export interface InstallationLock {
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process. A lock whose process is gone (killed, or the machine restarted) is taken over.
 *
 * @throws StartFault when another launcher runs on the folder.
 */
export async function lockInstallation(dataDir: string): Promise<InstallationLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const file = join(dataDir, 'lock');
  const takeover = join(dataDir, 'lock.takeover');
  while (!(await create(file))) {
    const holder = await readFile(file, 'utf8').catch(() => '');
    if (isRunning(holder)) throw alreadyRunning(dataDir, holder);
    // Only one of several that found the dead lock may remove it, or the second would remove the first one's new lock.
    if (await create(takeover)) {
      if ((await readFile(file, 'utf8').catch(() => undefined)) === holder) await rm(file, { force: true });
      await rm(takeover, { force: true });
    } else {
      if (!isRunning(await readFile(takeover, 'utf8').catch(() => ''))) await rm(takeover, { force: true });
      await pause(20);
    }
  }
  return { release: () => rm(file, { force: true }) };
}

/** Process id of the program that holds the data folder now; undefined where none does. */
export async function holderOf(dataDir: string): Promise<number | undefined> {
  const holder = await readFile(join(dataDir, 'lock'), 'utf8').catch(() => '');
  return isRunning(holder) ? Number(holder.split(' ')[0]) : undefined;
}

/** True when the file was made by us; false when it was there. Made whole in one step, so that nobody reads half an identity. */
async function create(file: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, identityOf(process.pid), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  } finally {
    await rm(draft, { force: true });
  }
}

function alreadyRunning(dataDir: string, holder: string): StartFault {
  const pid = holder.split(' ')[0] ?? '';
  return new StartFault(
    `Huying already runs on ${dataDir} (process ${pid}). Stop it first, or set HUYING_DATA_DIR and HUYING_PORT for a second copy.`,
    `呼应已在 ${dataDir} 上运行（进程 ${pid}）。请先停止它，或为第二份副本设置 HUYING_DATA_DIR 与 HUYING_PORT。`,
  );
}
