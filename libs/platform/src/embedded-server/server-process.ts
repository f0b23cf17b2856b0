import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** What it prints is appended here. */
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another user to run it as. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

/** Starts a server of ours. One that could not be started is a process without a number. */
export function spawnServer({ program, args, logFile, env, user }: ServerCommand): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  try {
    const server = spawn(program, args, {
      cwd: '/',
      // A process group of its own: Ctrl-C in a terminal reaches the launcher, which stops the services before their servers.
      detached: true,
      stdio: ['ignore', log, log],
      ...(env === undefined ? {} : { env }),
      ...user,
    });
    server.on('error', () => undefined); // Seen as a server without a process.
    return server;
  } finally {
    closeSync(log);
  }
}

export const hasEnded = (server: ChildProcess): boolean => server.exitCode !== null || server.signalCode !== null;

/** What a server that was started is to its owner. */
export interface OwnedServer {
  readonly pid: number;
  /** Resolves when the process has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** From here on the server alone keeps no process of ours alive. @param end ends it by its orderly way. */
export function owned(server: ChildProcess, end: (pid: number) => Promise<void>): OwnedServer {
  const { pid } = server;
  if (pid === undefined) throw new Error('the server has no process');
  const ended = new Promise<void>((done) => {
    if (hasEnded(server)) done();
    else server.once('exit', () => done());
  });
  server.unref();
  return {
    pid,
    ended,
    async stop() {
      server.ref();
      if (!hasEnded(server)) await end(pid);
      await ended;
    },
  };
}

/** How long a log file is now: what a server says from here on is read by {@link textSince}. */
export const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** The first 64 KiB of what has been appended to a log file since it was so long. */
export async function textSince(logFile: string, start: number): Promise<string> {
  const file = await open(logFile, 'r');
  try {
    const { buffer, bytesRead } = await file.read({ position: start, buffer: Buffer.alloc(64 * 1024) });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}
