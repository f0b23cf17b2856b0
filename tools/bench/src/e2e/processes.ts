import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OfferResult, OfferTask } from './offer.process.js';

const start = (program: string, ...given: readonly string[]): ChildProcess =>
  spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), ...given], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Offers events from a process of its own. @throws when it failed */
export async function offer(task: OfferTask): Promise<OfferResult> {
  const child = start('offer.process.js', JSON.stringify(task));
  const printed: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the offering process ended with ${code ?? 'a signal'}`);
  return JSON.parse(Buffer.concat(printed).toString()) as OfferResult;
}

/** Runs the floor's copier while `work` lasts. */
export async function whilePlainCopyRuns<Result>(logUrl: string, copyUrl: string, work: () => Promise<Result>): Promise<Result> {
  const child = start('plain-copy.process.js', logUrl, copyUrl);
  const ended = once(child, 'exit');
  try {
    if (child.stdout === null) throw new TypeError('the process has no output to read');
    const told = await Promise.race([once(child.stdout, 'data'), ended]);
    if (!Buffer.isBuffer(told[0])) throw new Error('the plain copy did not start');
    return await work();
  } finally {
    child.kill();
    await ended;
  }
}
