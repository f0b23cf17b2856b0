import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generateHistory } from '@huying/import';
import { startSystemForSpecs } from '@huying/start';
import { measured, type Measurement } from '../measurement.js';
import type { FileRun, ImportTask } from './import.process.js';

const mebibyte = 1024 * 1024;
const small = 128;
const large = 1024;
/** What is imported into a running system, in MiB: some 8,000 rows. */
const whole = 1;

/**
 * The importer over generated event logs, each time in a process of its own: alone on a short and on a long file, for its speed and its
 * memory, beside plain line reading of the same file; then a short file through the gateway of the embedded system, all consumers running.
 */
export async function benchImport(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'huying-import-bench-'));
  try {
    const onSmall = await readAlone(folder, small);
    const onLarge = await readAlone(folder, large);
    return [
      ...onSmall.measurements,
      ...onLarge.measurements,
      // Flat: what the long file needs is hardly more than what the short one does.
      measured(
        'import peak memory, long file beside short',
        'MiB',
        { MiB: large, floorMiB: small },
        onLarge.peakMebibytes,
        onSmall.peakMebibytes,
      ),
      await importWhole(folder),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readAlone(folder: string, size: number): Promise<{ peakMebibytes: number; measurements: readonly Measurement[] }> {
  const file = join(folder, `${size}.csv`);
  const written = await generateHistory(file, { bytes: size * mebibyte });
  const task: ImportTask = { file, folder };
  const ours = await run('import.process.js', JSON.stringify(task));
  const floor = await run('lines.process.js', file);
  await rm(file);
  if (ours.rows !== written || floor.rows !== written) throw new Error('rows of the generated file were lost');
  const params = { MiB: size, rows: written };
  return {
    peakMebibytes: ours.peakMebibytes,
    measurements: [
      measured('import, reader alone', 'rows/s', params, written / ours.seconds, written / floor.seconds),
      measured('import, reader alone, peak memory', 'MiB', params, ours.peakMebibytes, floor.peakMebibytes),
    ],
  };
}

async function importWhole(folder: string): Promise<Measurement> {
  const file = join(folder, 'whole.csv');
  const written = await generateHistory(file, { bytes: whole * mebibyte });
  const running = await startSystemForSpecs();
  try {
    const task: ImportTask = { file, folder, url: running.system.gateway };
    const { rows, seconds } = await run('import.process.js', JSON.stringify(task));
    if (rows !== written) throw new Error('rows of the generated file were lost');
    return measured('import into the running system', 'rows/s', { MiB: whole, rows }, rows / seconds);
  } finally {
    await running.end();
  }
}

/** Runs a program in a process of its own: its peak of memory is nobody else's. */
async function run(program: string, argument: string): Promise<FileRun> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path, argument]);
  return JSON.parse(stdout) as FileRun;
}
