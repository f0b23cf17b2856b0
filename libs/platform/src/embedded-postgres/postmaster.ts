import { readFile, readdir, readlink } from 'node:fs/promises';
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

/** Every PostgreSQL process that works in this folder: the server and, should it have been killed, what it left behind. Linux only. */
export async function postgresProcessesIn(folder: string): Promise<readonly number[]> {
  if (platform() !== 'linux') return [];
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const workingFolder = await readlink(`/proc/${String(pid)}/cwd`).catch(() => undefined);
      return workingFolder === folder && (await isPostgres(pid));
    }),
  );
  return pids.filter((_, index) => found[index]);
}

/** Fast shutdown, then the immediate one (recovers from the write-ahead log at the next start) for whoever does not listen. */
export async function endPostgres(pid: number, signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT']): Promise<void> {
  for (const signal of signals) {
    const until = Date.now() + 6_000;
    send(pid, signal);
    while (Date.now() < until) {
      if (!(await isPostgres(pid))) return;
      await pause(20);
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
