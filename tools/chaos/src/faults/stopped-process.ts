import { readFile } from 'node:fs/promises';
import { kill, platform } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { deployables } from '@huying/contracts';
import { postgresFolder, postgresProcessesIn } from '@huying/platform/embedded-postgres';
import { bothBuses, FaultMissed, type Bus, type Fault, type Scene } from './fault.js';

/** Long enough that calls are given up and retried. Over Kafka it is longer than a relay's lease (4 s) and a consumer's session (6 s). */
const holdMs: Readonly<Record<Bus, number>> = { postgres: 2_500, kafka: 7_500 };

/** SIGSTOP of each process of the system, and SIGCONT after a while: it takes up in the middle of what it was at, long outdated. */
export const stoppedProcesses: readonly Fault[] = [
  ...deployables.map((name) => stopped(name, bothBuses, (scene) => Promise.resolve([pidOf(scene, name)]))),
  stopped('postgres', bothBuses, async ({ system }) => postgresProcessesIn(await postgresFolder(system.settings.dataDir))),
  stopped('kafka', ['kafka'], (scene) => Promise.resolve([pidOf(scene, 'kafka')])),
];

function stopped(name: string, buses: readonly Bus[], victims: (scene: Scene) => Promise<readonly number[]>): Fault {
  return {
    kind: 'freeze',
    name: `SIGSTOP ${name}`,
    buses,
    unavailable: () => (platform === 'linux' ? undefined : 'it looks into /proc, which only Linux has'),
    async inject(scene) {
      const pids = await victims(scene);
      if (pids.length === 0) throw new FaultMissed(`${name} has no process`);
      await hold(pids, holdMs[scene.system.settings.bus]);
    },
  };
}

async function hold(pids: readonly number[], ms: number): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGSTOP');
  try {
    await pause(ms);
    const running = await Promise.all(pids.map(async (pid) => !(await isStopped(pid))));
    if (running.every(Boolean)) throw new FaultMissed('SIGSTOP had no effect');
  } finally {
    for (const pid of pids) signal(pid, 'SIGCONT');
  }
}

function pidOf({ system }: Scene, name: string): number {
  const pid = system.processes().get(name);
  if (pid === undefined) throw new Error(`${name} does not run`);
  return pid;
}

/** A backend of PostgreSQL may have ended in the meantime. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    kill(pid, name);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault;
  }
}

/** The state in /proc/PID/stat follows the program's name, which stands in brackets and may hold any character. */
const isStopped = (pid: number): Promise<boolean> =>
  readFile(`/proc/${String(pid)}/stat`, 'utf8').then(
    (stat) => stat.slice(stat.lastIndexOf(')') + 2).startsWith('T'),
    () => false,
  );
