import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { builtFile } from './built-file.js';
import { tailFromNow, type LogTail } from './log-tail.js';
import { StartFault } from './start-fault.js';

export interface ProcessDescription {
  /** `gateway`, `intake`, … or `services` for the one that hosts them all. */
  readonly name: string;
  /** Module that the process runs. */
  readonly main: string;
  /** The command before Node's own, which must become it (`ip netns exec NAME`). */
  readonly launcher?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Sent over the process's channel when it has started, for what does not fit an environment. */
  readonly message?: object;
  /** What it prints is appended here. */
  readonly logFile: string;
  /** Answers 200 when the process is ready for work. */
  readonly readyUrl: string;
}

export interface Supervision {
  readonly name: string;
  /** Of the process that runs now; undefined between two lives. */
  readonly pid: () => number | undefined;
  /** SIGTERM, and SIGKILL for whoever has not ended after `patienceMs`. */
  readonly stop: (patienceMs: number) => Promise<void>;
}

export interface SupervisionEvents {
  /** A process that had been ready has ended unasked, and is started again. */
  readonly onDeath?: (name: string, how: string) => void;
  readonly onSpawn?: (name: string, pid: number) => void;
}

const readyPatienceMs = 120_000;
const longestWaitMs = 5_000;
/** Ends the process when its launcher is gone, so that a killed launcher leaves no services behind. */
const endWithLauncher = pathToFileURL(builtFile('./end-with-launcher.js')).href;

/**
 * Starts a process, resolves when it is ready, and from then on starts it again whenever it dies, waiting longer after each quick death.
 *
 * @param given up: ends a process that is not ready yet, and throws.
 * @throws StartFault when it ends, or is not ready in time, in its first life.
 */
export async function supervise(
  description: ProcessDescription,
  events: SupervisionEvents = {},
  given: AbortSignal = new AbortController().signal,
): Promise<Supervision> {
  given.throwIfAborted();
  let stopping = false;
  const log = await tailFromNow(description.logFile);
  let child = begin(description, events);
  await untilReady(description, child, log, given);

  const keepAlive = async (): Promise<void> => {
    let waitMs = 0;
    for (;;) {
      const began = Date.now();
      const how = await endOf(child);
      if (stopping) return;
      events.onDeath?.(description.name, how);
      waitMs = Date.now() - began > 30_000 ? 0 : Math.min(longestWaitMs, waitMs === 0 ? 100 : waitMs * 2);
      await pause(waitMs);
      // Set while we waited.
      if (stopping as boolean) return;
      child = begin(description, events);
    }
  };
  const alive = keepAlive();

  return {
    name: description.name,
    pid: () => (hasEnded(child) ? undefined : child.pid),
    async stop(patienceMs) {
      stopping = true;
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await alive;
      clearTimeout(force);
    },
  };
}

function begin(
  { name, main, launcher = [], environment, message, logFile }: ProcessDescription,
  { onSpawn }: SupervisionEvents,
): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  try {
    const [program, ...args] = [...launcher, process.execPath, '--enable-source-maps', `--import=${endWithLauncher}`, main];
    const child = spawn(program, args, {
      env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', NODE_ENV: 'production', ...environment },
      // Out of the terminal's group: Ctrl-C reaches the launcher, which stops its processes in order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    child.on('error', () => undefined); // Seen as an end.
    if (message !== undefined) child.send(message);
    if (child.pid !== undefined) onSpawn?.(name, child.pid);
    return child;
  } finally {
    closeSync(log);
  }
}

async function untilReady(description: ProcessDescription, child: ChildProcess, log: LogTail, given: AbortSignal): Promise<void> {
  const until = Date.now() + readyPatienceMs;
  while (Date.now() < until && !given.aborted) {
    if (hasEnded(child)) throw await startFault(description, log);
    if (await isReady(description.readyUrl)) return;
    await pause(50);
  }
  child.kill('SIGKILL');
  await endOf(child);
  given.throwIfAborted();
  throw await startFault(description, log);
}

async function isReady(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.ok;
    },
    () => false,
  );
}

/** What the process itself said before it ended: its plain lines, not its structured log. */
async function startFault({ name, logFile }: ProcessDescription, log: LogTail): Promise<StartFault> {
  const plain = (await log.read()).split('\n').filter((line) => line.trim() !== '' && !line.startsWith('{'));
  const reason = plain.length === 0 ? '' : `:\n${plain.slice(-12).join('\n')}`;
  return new StartFault(`${name} did not start${reason}\nIts whole log: ${logFile}`, `${name} 未能启动，完整日志见 ${logFile}`);
}

function endOf(child: ChildProcess): Promise<string> {
  const how = (): string => child.signalCode ?? `exit code ${String(child.exitCode)}`;
  if (hasEnded(child)) return Promise.resolve(how());
  return new Promise((resolve) => child.once('exit', () => resolve(how())));
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
