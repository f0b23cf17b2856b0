import { join } from 'node:path';
import { createGateway, inspectSource, RejectsFile, runImport, silentProgress, type Gateway } from '@huying/import';

/** What an importing process is to do; its argument, as JSON. */
export interface ImportTask {
  readonly file: string;
  /** A folder for the list of rejects. */
  readonly folder: string;
  /** The gateway. Without it rows are read, checked, gathered in batches and written as JSON, and the JSON is thrown away. */
  readonly url?: string;
}

/** What a process that has gone through a file prints at its end, as JSON. */
export interface FileRun {
  readonly rows: number;
  readonly seconds: number;
  /** The most memory that the process ever had resident, as the operating system counted it. */
  readonly peakMebibytes: number;
}

/** Takes everything, as a gateway would that has all of it new. */
const willing: Gateway = {
  async send(body) {
    const sent = Buffer.from(JSON.stringify(body)).length;
    if (sent === 0) throw new RangeError('a batch without bytes');
    await Promise.resolve();
    return { kind: 'imported', answer: { recorded: body.rows.length, corrected: 0, unchanged: 0, caseId: '' } };
  },
};

const { file, folder, url } = JSON.parse(process.argv[2] ?? '') as ImportTask;
const gateway = url === undefined ? willing : createGateway({ url, user: 'secretary' });
const rejects = new RejectsFile(join(folder, 'rejects.ndjson'));
const started = performance.now();
const source = await inspectSource(file);
const { rows, recorded } = await runImport({
  format: 'xes-csv',
  system: 'bench',
  file: source,
  gateway,
  rejects,
  progress: silentProgress,
  now: Date.now(),
});
const seconds = (performance.now() - started) / 1000;
await rejects.close();
if (recorded !== rows) throw new Error(`${rows - recorded} of ${rows} rows were not recorded`);
const run: FileRun = { rows, seconds, peakMebibytes: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(run));
