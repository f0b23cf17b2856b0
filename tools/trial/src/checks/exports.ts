import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { services } from '@huying/contracts';
import { pythonWithPm4py, readByPm4py } from '@huying/export';
import { timed } from '../auditor.js';
import { watchingMemory } from '../machine/resident-memory.js';
import { mebibytes, seconds } from '../report.js';
import type { Stage } from '../stage.js';
import { countOcel, countXes, type Counted } from './count-logs.js';

/** The most that a service, or the client, may need more for an export of any size. */
const growthMaxMebibytes = 300;

/** What both exports of everything must hold. */
export interface ExpectedExports {
  readonly system: string;
  readonly imported: Counted;
  readonly native: Counted;
}

export async function checkExports(stage: Stage, expected: ExpectedExports): Promise<void> {
  const { report, given } = stage;
  const xes = await exported(stage, 'xes', 'all.xes.gz');
  const ocel = await exported(stage, 'ocel', 'all.ocel.json');
  const { system, imported, native } = expected;
  const both = { cases: imported.cases + native.cases, events: imported.events + native.events };
  const systems = { [system]: imported, huying: native };
  report.same('the XES export, counted by its lines', Object.fromEntries(await countXes(xes)), systems);
  report.same('the OCEL export, counted line by line', await countOcel(ocel), { ...both, astray: 0, parked: 0 });

  const python = await pythonWithPm4py();
  if (python === undefined) {
    report.note('*** SKIPPED 跳过: no Python with PM4Py could be made (python3 with venv, and pip); it did not read the exports ***');
    return;
  }
  const inXes = await timed(() => readByPm4py(python, 'xes', xes, given));
  const { cases, events, systems: bySystem } = inXes.result.found;
  report.same('the XES export, as PM4Py reads it', { cases, events, systems: bySystem }, { ...both, systems });
  report.figure('PM4Py reads the XES export', `${seconds(inXes.seconds)}, ${mebibytes(inXes.result.peakMebibytes)}`);
  const inOcel = await timed(() => readByPm4py(python, 'ocel', ocel, given));
  const found = inOcel.result.found;
  report.same(
    'the OCEL export, as PM4Py reads it',
    [found.cases, found.events, found.eventsOfCases],
    [both.cases, both.events, both.events],
  );
  report.figure('PM4Py reads the OCEL export', `${seconds(inOcel.seconds)}, ${mebibytes(inOcel.result.peakMebibytes)}`);
}

async function exported(stage: Stage, format: 'xes' | 'ocel', name: string): Promise<string> {
  const { system, tool, folder, report } = stage;
  const file = join(folder, name);
  const { result, memory } = await watchingMemory(system, () => tool('tools/export/dist/main.js', ['--format', format, '--out', file]));
  report.same(`the export in ${format} was written`, [result.code, result.code === 0 ? '' : result.output], [0, '']);
  const megabytes = (await stat(file)).size / 1_000_000;
  report.figure(`export in ${format}`, `${seconds(result.seconds)}, ${megabytes.toFixed(0)} MB`);
  const told = ['audit', 'gateway'].flatMap((service) => {
    const growth = memory.get(service);
    return growth === undefined ? [] : [{ service, ...growth }];
  });
  const grown = told.map(({ service, before, peak }) => `${service} ${before.toFixed(0)} → at most ${mebibytes(peak)}`);
  report.figure(`memory while exporting ${format}`, [...grown, `client at most ${mebibytes(result.peakMebibytes)}`].join(', '));
  report.holds(
    `no service needs ${String(growthMaxMebibytes)} MiB more while it exports ${format}`,
    told.every(({ before, peak }) => peak - before < growthMaxMebibytes),
  );
  return file;
}

/** Our own cases, and all events that belong to them, counted in the services' own logs. */
export async function nativeIn({ databases }: Stage): Promise<Counted> {
  const keys = await databases.ask<{ key: string }>(
    'intake',
    `SELECT DISTINCT case_key AS key FROM event_store.event WHERE stream LIKE 'case-%' AND case_key IS NOT NULL`,
  );
  let events = 0;
  for (const service of services) {
    const sql = 'SELECT count(*)::integer AS events FROM event_store.event WHERE case_key = ANY ($1)';
    const [row] = await databases.ask<{ events: number }>(service, sql, [keys.map(({ key }) => key)]);
    events += row?.events ?? 0;
  }
  return { cases: keys.length, events };
}
