import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Acknowledged, WriterTask } from './writer.process.spec.js';

/** A running writing process, and what it has acknowledged so far. */
export interface WriterProcess {
  readonly acknowledged: readonly Acknowledged[];
  /** Resolves once so many commands have been acknowledged, or the process has ended. */
  acknowledgedAtLeast(count: number): Promise<void>;
  kill(): void;
  /** Resolves with the exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
}

/** Makes a program that Node can run by itself out of the sources: the specs run without a build. */
export async function buildWriter(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('writer.process.spec.ts', import.meta.url)),
    platform: 'node',
    external: ['pg-native'],
    resolve: { conditionNames: ['@huying/source', 'node', 'default'] },
    logLevel: 'silent',
  });
  const file = join(await mkdtemp(join(tmpdir(), 'huying-writer-')), 'writer.mjs');
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  return file;
}

export function spawnWriter(program: string, task: WriterTask): WriterProcess {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: Acknowledged[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => acknowledged.push(JSON.parse(line) as Acknowledged));
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(([[code]]) => code as number | null);
  return {
    acknowledged,
    ended,
    kill: () => void child.kill('SIGKILL'),
    acknowledgedAtLeast: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (acknowledged.length < count) return;
          lines.off('line', look);
          resolve();
        };
        lines.on('line', look);
        void ended.then(() => {
          resolve();
        });
        look();
      }),
  };
}
