import { readFile, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresFault } from './fault.js';

/** What `postmaster.pid` says (PostgreSQL 18, `miscadmin.h`: line 1 pid, 4 port, 8 status). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export async function readPostmaster(folder: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** True when the process lives and is a PostgreSQL, not another program that was given the same number since. */
export async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (platform() !== 'linux') return true;
  const command = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '');
  return /(^|\/)postgres(\0|:|$)/.test(command);
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Stops a PostgreSQL that an earlier, killed run left over this folder. It ends by its fast shutdown, which loses nothing committed.
 * A pid file without its process is removed, so that a later process with the same number is not taken for PostgreSQL.
 */
export async function stopLeftOver(folder: string): Promise<'none' | 'stopped'> {
  const left = await readPostmaster(folder);
  if (left === undefined) return 'none';
  if (!(await isPostgres(left.pid))) {
    await rm(join(folder, 'postmaster.pid'), { force: true });
    return 'none';
  }
  await endPostgres(left.pid);
  return 'stopped';
}

/** Fast shutdown, then the immediate one (recovers from the write-ahead log at the next start) for whoever does not listen. */
export async function endPostgres(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 6_000],
    ['SIGQUIT', 6_000],
  ] as const) {
    send(pid, signal);
    for (const until = Date.now() + patienceMs; Date.now() < until; await pause(20)) {
      if (!(await isPostgres(pid))) return;
    }
  }
  throw new EmbeddedPostgresFault(
    'STILL_RUNNING',
    `A PostgreSQL of an earlier run (process ${String(pid)}) does not stop. End that process and start again.`,
    `之前运行遗留的 PostgreSQL（进程 ${String(pid)}）无法停止。请结束该进程后重新启动。`,
  );
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    kill(pid, signal);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault;
  }
}
