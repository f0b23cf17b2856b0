import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { residentOf } from './resident-memory.js';

export interface Outcome {
  readonly code: number | null;
  /** Standard output and error as they came. */
  readonly output: string;
  /** Standard output alone. */
  readonly answer: string;
  readonly seconds: number;
  /** The most memory that the process had resident, MiB, as far as it was seen; undefined where the machine does not tell. */
  readonly peakMebibytes: number | undefined;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string>>;
  /** Its end ends the command. */
  readonly given?: AbortSignal;
}

const repository = new URL('../../../../', import.meta.url);
const everyMs = 200;

/** A program of the repository by its path, as the npm script of the same name runs it, without that script's look at the installation. */
export const runTool = (path: string, args: readonly string[], surroundings: Surroundings): Promise<Outcome> =>
  runProgram(process.execPath, [fileURLToPath(new URL(path, repository)), ...args], surroundings);

/** Runs a program to its end and watches its memory. @throws where it cannot be started */
export async function runProgram(program: string, args: readonly string[], { env, given }: Surroundings): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(program, [...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(given === undefined ? {} : { signal: given }),
  });
  let output = '';
  let answer = '';
  child.stdout.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  let peakMebibytes: number | undefined;
  const timer = setInterval(() => {
    void residentOf(child.pid ?? 0).then((resident) => (peakMebibytes = resident?.peak ?? peakMebibytes));
  }, everyMs);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { code, output, answer, seconds: (performance.now() - began) / 1000, peakMebibytes };
  } finally {
    clearInterval(timer);
  }
}
