import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isRunning } from './process-identity.js';

/** Remembers which processes belong to an installation, so that the next start can end what a killed one left running. */
export class ProcessRecord {
  private readonly identities = new Map<string, string>();
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly dataDir: string) {}

  remember(name: string, pid: number): void {
    this.identities.set(name, identityOf(pid));
    const text = [...this.identities.values()].join('\n');
    this.writing = this.writing.then(() => replace(fileIn(this.dataDir), text)).catch(() => undefined);
  }
}

/** Ends every recorded process of an earlier run that still runs; resolves to how many there were. */
export async function endLeftOverProcesses(dataDir: string): Promise<number> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '');
  const left = text.split('\n').filter((identity) => identity !== '' && isRunning(identity));
  for (const [signal, patienceMs] of [
    ['SIGTERM', 9_000],
    ['SIGKILL', 2_000],
  ] as const) {
    const until = Date.now() + patienceMs;
    for (const identity of left.filter(isRunning)) process.kill(Number(identity.split(' ')[0]), signal);
    while (left.some(isRunning) && Date.now() < until) await pause(20);
  }
  return left.length;
}

const fileIn = (dataDir: string): string => join(dataDir, 'processes');

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.unfinished`, text, { mode: 0o600 });
  await rename(`${file}.unfinished`, file);
}
