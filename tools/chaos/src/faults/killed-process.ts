import { kill } from 'node:process';
import { deployables } from '@huying/contracts';
import { until } from '../until.js';
import { bothBuses, type Bus, type Fault, type Scene } from './fault.js';

/** How long a supervisor may take to start a process again on a machine that is busy. */
const patienceMs = 60_000;

/** `kill -9` of each process of the system; the launcher starts it again. */
export const killedProcesses: readonly Fault[] = [
  ...[...deployables, 'postgres'].map((name) => killed(name, bothBuses)),
  killed('kafka', ['kafka']),
];

function killed(name: string, buses: readonly Bus[]): Fault {
  return { kind: 'kill', name: `kill -9 ${name}`, buses, inject: (scene) => killAndAwaitNext(scene, name) };
}

/** Kills a process, whichever life it is in, and resolves when the next one runs. */
async function killAndAwaitNext({ system }: Scene, name: string): Promise<void> {
  const pid = (): number | undefined => system.processes().get(name);
  await until(`${name} to run`, patienceMs, () => pid() !== undefined);
  const victim = pid();
  if (victim === undefined) throw new Error(`${name} has just ended by itself`);
  kill(victim, 'SIGKILL');
  await until(`${name} to be started again`, patienceMs, () => pid() !== undefined && pid() !== victim);
}
