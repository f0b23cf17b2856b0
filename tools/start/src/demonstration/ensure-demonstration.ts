import { fork } from 'node:child_process';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtFile } from '../built-file.js';
import { StartFault } from '../start-fault.js';
import type { DemonstrationPlace, RecordedDemonstration } from './record-demonstration.js';
import type { RecorderReport } from './recorder.js';

/** `<dataDir>/demonstration.json`: when the recording began, and what it recorded once it was finished. */
interface DemonstrationRecord {
  readonly startedAt: number;
  readonly recorded?: RecordedDemonstration;
}

/**
 * Records the demonstration neighbourhood on the first start. A recording that was killed half way is gone through again at the next
 * start: its idempotency keys are the same, so only what is missing is added.
 */
export async function ensureDemonstration(
  dataDir: string,
  place: Omit<DemonstrationPlace, 'startedAt'>,
  { onProgress, given }: { readonly onProgress?: (done: number, of: number) => void; readonly given?: AbortSignal } = {},
): Promise<RecordedDemonstration> {
  const file = join(dataDir, 'demonstration.json');
  const known = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as DemonstrationRecord,
    () => undefined,
  );
  if (known?.recorded !== undefined) return known.recorded;
  const startedAt = known?.startedAt ?? Date.now();
  await write(file, { startedAt });
  const recorded = await record({ ...place, startedAt }, onProgress, given);
  await write(file, { startedAt, recorded });
  return recorded;
}

function record(
  place: DemonstrationPlace,
  onProgress: ((done: number, of: number) => void) | undefined,
  given: AbortSignal | undefined,
): Promise<RecordedDemonstration> {
  return new Promise((resolve, reject) => {
    const recorder = fork(builtFile('./demonstration/recorder.js'), {
      execArgv: ['--enable-source-maps'],
      detached: true,
      ...(given === undefined ? {} : { signal: given }),
    });
    recorder.on('message', (message: RecorderReport) => {
      if (message.kind === 'progress') onProgress?.(message.done, message.of);
      else if (message.kind === 'recorded') resolve(message.demonstration);
      else reject(notRecorded(message.reason));
    });
    recorder.once('error', reject);
    recorder.once('exit', () => reject(notRecorded('the recorder ended')));
    recorder.send(place);
  });
}

const notRecorded = (reason: string): StartFault =>
  new StartFault(
    `The demonstration neighbourhood was not recorded whole (${reason}). The next start goes on with it; HUYING_DEMO=off starts without.`,
    '示范社区尚未完整写入，下次启动会继续；也可用 HUYING_DEMO=off 启动。',
  );

async function write(file: string, content: DemonstrationRecord): Promise<void> {
  await writeFile(`${file}.unfinished`, JSON.stringify(content), { mode: 0o600 });
  await rename(`${file}.unfinished`, file);
}
