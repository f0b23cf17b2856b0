import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ForeignActivity, ForeignFact } from '@huying/domain-foreign';
import { foreignFrames } from '@huying/domain-foreign';
import { decodeRecorded } from '@huying/event-store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceFormat } from './import-arguments.js';
import { IntakeForImports } from './intake-for-imports.spec.js';
import { silentProgress } from './progress.js';
import { RejectsFile } from './rejects-file.js';
import { runImport, type ImportSummary } from './run-import.js';
import { inspectSource } from './source-file.js';

/** Other people's data: used from beside the project where it is, never copied into it (see the README for where to get it). */
const data = new URL('../../../../shared/data/', import.meta.url);
const receipt = new URL('receipt.csv', data);
const chicago = new URL('chicago-open311.json', data);
const present = existsSync(receipt) && existsSync(chicago);
if (!present)
  process.stderr.write(`\n*** SKIPPED: real histories are not in ${data.pathname}; 6 tests of importing them did not run ***\n\n`);

// Time enough for a busy machine: each builds on what the one before has recorded, so none can be tried again.
describe.skipIf(!present)('real histories', { timeout: 300_000, retry: 0 }, () => {
  let intake: IntakeForImports;
  let folder: string;
  beforeAll(async () => {
    intake = await IntakeForImports.start();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-'));
    return () => rm(folder, { recursive: true });
  });
  afterAll(() => intake.stop());

  async function importing(format: SourceFormat, path: string): Promise<ImportSummary> {
    const rejects = new RejectsFile(join(folder, 'rejects.ndjson'));
    const file = await inspectSource(path);
    try {
      return await runImport({ format, system: format, file, gateway: intake, rejects, progress: silentProgress, now: Date.now() });
    } finally {
      await rejects.close();
    }
  }

  it('takes every line of the permit desk for one event', async () => {
    const summary = await importing('xes-csv', receipt.pathname);
    expect(summary).toMatchObject({ rows: 8577, recorded: 8577, corrected: 0, unchanged: 0, rejected: 0, cases: 1434 });
    expect(await intake.log.head()).toBe(8577);
  });

  it('takes every request of the 311 desk and every note for one event', async () => {
    const summary = await importing('open311-json', chicago.pathname);
    expect(summary).toMatchObject({ rows: 326, recorded: 326, corrected: 0, unchanged: 0, rejected: 0, cases: 50 });
    expect(await intake.log.head()).toBe(8577 + 326);
  });

  it('adds nothing the second time', async () => {
    expect(await importing('xes-csv', receipt.pathname)).toMatchObject({ recorded: 0, corrected: 0, unchanged: 8577 });
    expect(await importing('open311-json', chicago.pathname)).toMatchObject({ recorded: 0, corrected: 0, unchanged: 326 });
    expect(await intake.log.head()).toBe(8577 + 326);
  });

  it('takes one changed line, in a file otherwise written anew and shuffled by case, for one correction', async () => {
    const [header = '', ...lines] = (await readFile(receipt, 'utf8')).trimEnd().split('\n');
    const changed = lines.map((line, at) => (at === 4_000 ? line.replace(/Resource\d\d(?=,\d{4}-\d\d-\d\d \S+$)/, 'Resource99') : line));
    expect(changed[4_000]).toContain('Resource99');
    const path = join(folder, 'later.csv');
    await writeFile(path, `\ufeff${[header, ...changed.toReversed()].join('\r\n')}\r\n`);
    expect(await importing('xes-csv', path)).toMatchObject({ rows: 8577, recorded: 0, corrected: 1, unchanged: 8576 });
    const last = (await intake.events()).at(-1);
    if (last === undefined) throw new Error('nothing was recorded');
    const correction = decodeRecorded<ForeignFact>(last);
    expect(correction).toMatchObject({ type: 'ForeignActivityCorrected', data: { resource: 'Resource99' } });
  });

  it('replays each as a case: who held it, which deadline ran, how it ended, and what it led to', async () => {
    const streams = new Map<string, ReturnType<typeof decodeRecorded<ForeignFact>>[]>();
    for (const event of await intake.events()) {
      const decoded = decodeRecorded<ForeignFact>(event);
      streams.set(event.stream, [...(streams.get(event.stream) ?? []), decoded]);
    }
    const framesOf = (name: string) =>
      foreignFrames([...streams.values()].find(([first]) => (first?.data as ForeignActivity).case === name) ?? []);
    const permit = framesOf('case-10011');
    expect(permit.map(({ title, after }) => [title, after.status, after.holder?.resource, after.deadline?.due])).toEqual([
      ['Confirmation of receipt', 'open', 'Resource21', '2011-12-06T13:41:31.788+01:00'],
      ['T02 Check confirmation of receipt', 'open', 'Resource10', '2011-12-06T13:41:31.788+01:00'],
      ['T03 Adjust confirmation of receipt', 'open', 'Resource21', '2011-12-06T13:41:31.788+01:00'],
      ['T02 Check confirmation of receipt', 'open', 'Resource21', '2011-12-06T13:41:31.788+01:00'],
    ]);
    const pothole = framesOf('14-00684314');
    expect(pothole).toHaveLength(8);
    expect(pothole.at(-1)?.after).toMatchObject({
      status: 'closed',
      service: 'Pothole in Street',
      closedAt: '2015-10-10T10:15:40.000-05:00',
    });
    expect(pothole.at(-2)?.after.status).toBe('open');
    expect(pothole.at(-1)?.after.links.map((link) => link.case)).toEqual(['14-01225670', '14-01235584', '14-01225670', '14-01235584']);
  });

  it('keeps words and places of the 311 desk out of the log', async () => {
    const everything = (await intake.events()).map(({ body }) => body.toString()).join('\n');
    expect(everything).not.toMatch(/81ST ST|Transfer Outcome|41\.7468|Survey Transfer|created for Transportation/);
  });
});
