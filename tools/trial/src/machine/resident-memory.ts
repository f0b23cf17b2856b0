import { readFile } from 'node:fs/promises';
import type { RunningSystem } from '@huying/start';

const mebibyte = 1024;

/** Resident memory of a process, MiB, and the most that it ever had; undefined where the machine does not tell (only Linux does), or it ended. */
export async function residentOf(pid: number): Promise<{ readonly now: number; readonly peak: number } | undefined> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  const [now, peak] = [kilobytes('VmRSS'), kilobytes('VmHWM')];
  return Number.isNaN(now) ? undefined : { now: now / mebibyte, peak: peak / mebibyte };
}

/** What each process of a system holds now, MiB; PostgreSQL's server and the broker are others' programs and left out. */
async function residentOfServices(system: RunningSystem): Promise<ReadonlyMap<string, number>> {
  const pids = [...system.processes()].filter(([name]) => name !== 'postgres' && name !== 'kafka');
  const memory = await Promise.all(pids.map(async ([name, pid]) => [name, pid === undefined ? undefined : await residentOf(pid)] as const));
  return new Map(memory.flatMap(([name, resident]) => (resident === undefined ? [] : [[name, resident.now] as const])));
}

/** What a service held when something began, and the most that it held until it ended; MiB. */
export interface Growth {
  readonly before: number;
  readonly peak: number;
}

const everyMs = 250;

/** Watches the memory of a system's services while something is done to them. */
export async function watchingMemory<Result>(
  system: RunningSystem,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly memory: ReadonlyMap<string, Growth> }> {
  const memory = new Map<string, Growth>();
  const sample = async (): Promise<void> => {
    for (const [name, now] of await residentOfServices(system)) {
      const known = memory.get(name);
      memory.set(name, { before: known?.before ?? now, peak: Math.max(known?.peak ?? 0, now) });
    }
  };
  await sample();
  const timer = setInterval(() => void sample(), everyMs);
  try {
    const result = await work();
    await sample();
    return { result, memory };
  } finally {
    clearInterval(timer);
  }
}
