import { spawn, type ChildProcess } from 'node:child_process';
import { busOfThisRun } from '@huying/testing-bus';
import { builtFile } from './built-file.js';

/** `npm start` as a user has it: the launcher as a process of its own, and what it prints. */
export interface Launcher {
  readonly process: ChildProcess;
  /** Everything printed so far, standard output and error together. */
  output(): string;
  /** Resolves when the words have been printed; rejects when the launcher ends before. */
  says(words: string): Promise<void>;
  /** Resolves to the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export function launch(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  program = builtFile('./main.js'),
): Launcher {
  const launcher = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HUYING_BUS: busOfThisRun(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const listeners = new Set<() => void>();
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | string>((resolve) => {
    launcher.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  return {
    process: launcher,
    output: () => printed,
    ended,
    says: (words) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!printed.includes(words)) return;
          listeners.delete(check);
          resolve();
        };
        listeners.add(check);
        check();
        void ended.then((how) => reject(new Error(`the launcher ended (${String(how)}) before it said "${words}":\n${printed}`)));
      }),
  };
}
