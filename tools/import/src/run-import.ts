import type { ImportRow } from '@huying/contracts';
import { derivedId } from '@huying/platform';
import type { Gateway } from './gateway.js';
import type { SourceFormat } from './import-arguments.js';
import { Lanes } from './lanes.js';
import { readOpen311Json } from './open311-json/read-open311-json.js';
import { Ordinals } from '@huying/platform';
import type { Progress } from './progress.js';
import type { RejectsFile } from './rejects-file.js';
import type { SourceReader } from './source.js';
import { readSource, type SourceFile } from './source-file.js';
import { readXes } from './xes/read-xes.js';
import { readXesCsv } from './xes-csv/read-xes-csv.js';

const readers: Readonly<Record<SourceFormat, SourceReader>> = {
  xes: readXes,
  'xes-csv': readXesCsv,
  'open311-json': readOpen311Json,
};

/** Batches under way at once. The store gathers what arrives together, and each batch holds many cases. */
const lanesMax = 4;

export interface ImportRun {
  readonly format: SourceFormat;
  readonly system: string;
  readonly file: SourceFile;
  readonly gateway: Gateway;
  readonly rejects: RejectsFile;
  readonly progress: Progress;
  readonly now: number;
  readonly zone?: string;
}

/** What became of the file's rows. Each is counted once: rows = recorded + corrected + unchanged + rejected. */
export interface ImportSummary {
  readonly rows: number;
  readonly recorded: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly cases: number;
  /** One of the cases, for a look. */
  readonly exampleCaseId: string | undefined;
}

/** Imports a whole file. @throws SourceFault, GatewayFault when it cannot go on; what was sent until then stays, and a repeat adds nothing twice. */
export async function runImport(run: ImportRun): Promise<ImportSummary> {
  const { gateway, rejects, progress, format, system, file, now, zone } = run;
  const counts = { rows: 0, recorded: 0, corrected: 0, unchanged: 0, rejected: 0 };
  const cases = new Ordinals();
  let exampleCaseId: string | undefined;

  async function send(rows: readonly ImportRow[]): Promise<void> {
    const sent = await gateway.send({ system, format, file: file.sha256, rows });
    if (sent.kind === 'imported') {
      counts.recorded += sent.answer.recorded;
      counts.corrected += sent.answer.corrected;
      counts.unchanged += sent.answer.unchanged;
      progress.sent(rows.length);
      return;
    }
    // One bad row must not keep its neighbours out: halve until it stands alone.
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) {
      counts.rejected += 1;
      await rejects.add({ locator: only.locator, code: 'REFUSED', hint: sent.code });
      return;
    }
    const middle = Math.ceil(rows.length / 2);
    await send(rows.slice(0, middle));
    await send(rows.slice(middle));
  }

  const lanes = new Lanes(lanesMax, send);
  const chunks = readSource(file, (bytes) => {
    progress.read(bytes);
  });
  for await (const item of readers[format](chunks, { now, ...(zone === undefined ? {} : { zone }) })) {
    counts.rows += 1;
    if (item.kind === 'reject') {
      counts.rejected += 1;
      await rejects.add(item);
      progress.sent(1);
      continue;
    }
    cases.next(item.row.case);
    exampleCaseId ??= derivedId('foreign', system, item.row.case);
    await lanes.add(item.row);
  }
  await lanes.finish();
  return { ...counts, cases: cases.size, exampleCaseId };
}
