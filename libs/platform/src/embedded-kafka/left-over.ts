import { spawnSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { platform } from 'node:os';
import { kill } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedKafkaFault } from './fault.js';

/**
 * Stops a broker that an earlier, killed run left over on the same properties file. By its orderly way first; a broker that is killed
 * checks its last segments at the next start and loses nothing that it acknowledged, as long as the machine lives.
 */
export async function stopLeftOver(properties: string): Promise<'none' | 'stopped'> {
  const pids = await brokersOn(properties);
  for (const pid of pids) await endBroker(pid, properties);
  return pids.length === 0 ? 'none' : 'stopped';
}

/** SIGTERM with patience, then SIGKILL. */
export async function endBroker(pid: number, properties: string, patienceMs = 8_000): Promise<void> {
  for (const [signal, patience] of [
    ['SIGTERM', patienceMs],
    ['SIGKILL', 5_000],
  ] as const) {
    const until = Date.now() + patience;
    send(pid, signal);
    while (Date.now() < until) {
      if (!(await brokersOn(properties)).includes(pid)) return;
      await pause(50);
    }
  }
  throw new EmbeddedKafkaFault(
    'STILL_RUNNING',
    `A Kafka broker of an earlier run (process ${String(pid)}) does not stop. End that process and start again.`,
    `之前运行遗留的 Kafka（进程 ${String(pid)}）无法停止。请结束该进程后重新启动。`,
  );
}

/** Every process that runs a broker on this properties file: its command line names it last. */
async function brokersOn(properties: string): Promise<readonly number[]> {
  const commands = platform() === 'linux' ? await commandsOfProc() : commandsOfPs();
  return commands.filter(([, command]) => command.endsWith(`kafka.Kafka ${properties}`)).map(([pid]) => pid);
}

async function commandsOfProc(): Promise<readonly (readonly [number, string])[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '')), // It may have ended just now.
  );
  return pids.map((pid, index) => [pid, (commands[index] ?? '').replaceAll('\0', ' ').trim()] as const);
}

function commandsOfPs(): readonly (readonly [number, string])[] {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || command === undefined ? [] : [[Number(pid), command.trim()] as const];
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    kill(pid, signal);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault;
  }
}
