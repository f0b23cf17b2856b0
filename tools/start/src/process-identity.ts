import { readFileSync } from 'node:fs';

/**
 * A process, named so that another one with the same number later is not taken for it: its number and, on Linux, the moment it began
 * (clock ticks since boot, `/proc/<pid>/stat` field 22) and the boot it belongs to.
 */
export function identityOf(pid: number): string {
  return `${String(pid)} ${beganAt(pid) ?? 'unknown'}`;
}

/** True when the process that an {@link identityOf} names still runs. An unreadable identity names nobody. */
export function isRunning(identity: string): boolean {
  const [number, ...began] = identity.split(' ');
  const pid = Number(number);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = beganAt(pid);
  return now === undefined || began.join(' ') === 'unknown' || now === began.join(' ');
}

function beganAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The second field is the program's name in parentheses and may hold spaces; count from its end.
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [afterName[0], afterName[19]];
    return state === 'Z' ? 'ended' : `${boot} ${ticks ?? ''}`;
  } catch {
    return undefined;
  }
}
