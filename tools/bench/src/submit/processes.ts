import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadResult, LoadTask } from './load.process.js';

const start = (program: string, argument: string): ChildProcess =>
  spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), argument], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Puts load on a server from a process of its own, so that making requests costs the server's process nothing. */
export async function load(task: LoadTask): Promise<LoadResult> {
  const child = start('load.process.js', JSON.stringify(task));
  const printed: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the loading process ended with ${code ?? 'a signal'}`);
  return JSON.parse(Buffer.concat(printed).toString()) as LoadResult;
}

/** Starts the floor's server; answers where it listens. */
export async function startBareRoute(databaseUrl: string): Promise<{ origin: string; stop(): Promise<void> }> {
  const child = start('bare-route.process.js', databaseUrl);
  if (child.stdout === null) throw new TypeError('the process has no output to read');
  const ended = once(child, 'exit');
  const told = await Promise.race([once(child.stdout, 'data'), ended]);
  if (!Buffer.isBuffer(told[0])) throw new Error('the bare route did not start');
  return {
    origin: told[0].toString().trim(),
    async stop() {
      child.kill();
      await ended;
    },
  };
}
