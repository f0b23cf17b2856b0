import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { AuditedCases, CompletenessAnswer, ConformanceSumAnswer, HistoryEntry } from '@huying/contracts';
import {
  createGateway,
  inspectSource,
  readSource,
  readXes,
  RejectsFile,
  runImport,
  silentProgress,
  type ImportSummary,
  type SourceFormat,
} from '@huying/import';
import { GatewayClient, startSystemForSpecs, type SystemForSpecs } from '@huying/start';
import { brokerForTests } from '@huying/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exportArguments } from './export-arguments.js';
import { pythonWithPm4py, readByPm4py } from './pm4py.js';
import { runExport } from './run-export.js';

/** Other people's data: used from beside the project where it is, never copied into it (see the README for where to get it). */
const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const receipt = join(data, 'receipt.csv');
const chicago = join(data, 'chicago-open311.json');
const present = existsSync(receipt) && existsSync(chicago);
if (!present) process.stderr.write(`\n*** SKIPPED: real histories are not in ${data}; process mining of them did not run ***\n\n`);
const python = present ? await pythonWithPm4py() : undefined;
if (present && python === undefined)
  process.stderr.write(
    '\n*** SKIPPED: no Python with PM4Py could be made (python3 with venv, and pip); reading the exports with it did not run ***\n\n',
  );

/** Both where a broker can be had; the system that runs over Kafka starts one of its own. */
const buses = (await brokerForTests()) === undefined ? (['postgres'] as const) : (['postgres', 'kafka'] as const);

const permits = { cases: 1434, events: 8577 };
const requests = { cases: 50, events: 326 };

let folder: string;
let first: SystemForSpecs | undefined;
let second: SystemForSpecs | undefined;

async function importing(gateway: string, format: SourceFormat, path: string, system: string = format): Promise<ImportSummary> {
  const rejects = new RejectsFile(join(folder, 'rejects.ndjson'));
  const file = await inspectSource(path);
  const to = createGateway({ url: gateway, user: 'secretary' });
  try {
    return await runImport({ format, system, file, gateway: to, rejects, progress: silentProgress, now: Date.now() });
  } finally {
    await rejects.close();
  }
}

/** As the command does it. */
async function exporting(gateway: string, ...args: readonly string[]): Promise<string> {
  const asked = exportArguments(args, { HUYING_URL: gateway }, folder);
  if (asked === 'help' || asked.out === undefined) throw new Error('not an export to a file');
  await runExport(asked, new PassThrough());
  return asked.out;
}

const ask = <Answer>(gateway: string, path: string): Promise<Answer> =>
  new GatewayClient(gateway).call<Answer>({ method: 'GET', path, as: 'auditor' });
/** How many of intake's events audit has copied and indexed. */
async function copied(gateway: string): Promise<number> {
  const { sources } = await ask<CompletenessAnswer>(gateway, '/v1/audit/completeness');
  return sources.find(({ source }) => source === 'intake')?.completeUpTo ?? 0;
}
const untilCopied = (gateway: string, events: number): Promise<unknown> =>
  vi.waitUntil(async () => (await copied(gateway)) >= events, { timeout: 120_000, interval: 500 });

/** What an event log says, event by event, apart from where our logs have it. */
async function eventsIn(path: string): Promise<readonly string[]> {
  const file = await inspectSource(path);
  const events: string[] = [];
  for await (const item of readXes(
    readSource(file, () => undefined),
    { now: Date.now() },
  )) {
    if (item.kind === 'reject') throw new Error(`${item.locator}: ${item.code}`);
    const { case: name, identity, at, activity, transition, resource, group, about, personal = {} } = item.row;
    events.push(
      JSON.stringify([
        name,
        personal['case:huying:caseId'],
        personal['huying:row'],
        identity,
        at,
        activity,
        transition,
        resource,
        group,
        about,
      ]),
    );
  }
  return events.sort();
}

describe.skipIf(!present).each(buses)('process mining of the demonstration neighbourhood and the real histories, over %s', (bus) => {
  let xes: string;
  let ocel: string;
  let native: { cases: number; events: number };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mining-'));
    first = await startSystemForSpecs({ bus });
    const { gateway } = first.system;
    await first.client.call({ method: 'GET', path: '/v1/audit/completeness', as: 'auditor' }); // Waits for what the demonstration wrote.
    const before = await copied(gateway);
    await importing(gateway, 'xes-csv', receipt);
    await importing(gateway, 'open311-json', chicago);
    await untilCopied(gateway, before + permits.events + requests.events);
    const { items } = await ask<AuditedCases>(gateway, '/v1/audit/cases?source=huying&limit=200');
    const histories = await Promise.all(
      items.map(({ caseId }) => ask<{ events: readonly HistoryEntry[] }>(gateway, `/v1/audit/cases/${caseId}/history`)),
    );
    native = { cases: items.length, events: histories.reduce((sum, { events }) => sum + events.length, 0) };
    xes = await exporting(gateway, '--format', 'xes', '--out', 'all.xes.gz');
    ocel = await exporting(gateway, '--format', 'ocel', '--out', 'all.ocel.json');
  }, 600_000);
  afterAll(async () => {
    await first?.end();
    await second?.end();
    [first, second] = [undefined, undefined];
    await rm(folder, { recursive: true, force: true });
  });

  it.skipIf(python === undefined)('PM4Py reads both exports, with the right numbers of cases and events', async () => {
    const inXes = (await readByPm4py(python ?? '', 'xes', xes)).found;
    const inOcel = (await readByPm4py(python ?? '', 'ocel', ocel)).found;
    process.stdout.write(`${JSON.stringify({ inXes, inOcel })}\n`);
    const cases = native.cases + permits.cases + requests.cases;
    const events = native.events + permits.events + requests.events;
    expect(native.cases).toBeGreaterThan(5);
    expect(inXes).toMatchObject({ cases, events, systems: { huying: native, 'xes-csv': permits, 'open311-json': requests } });
    expect(inOcel).toMatchObject({ cases, events, eventsOfCases: events });
    expect(inOcel.qualifiers).toEqual(expect.arrayContaining(['case', 'actor', 'acting unit', 'order', 'assignee', 'evidence']));
    expect(inXes.directlyFollows).toBeGreaterThan(20);
  });

  it('of the demonstration, every case followed the lifecycle', async () => {
    const sum = await ask<ConformanceSumAnswer>(first?.system.gateway ?? '', '/v1/audit/conformance?kind=native');
    expect(sum).toMatchObject({ cases: native.cases, conforming: native.cases, deviations: [] });
  });

  it('what was exported and imported into another system is the same there: the same cases, the same events', async () => {
    const out = await exporting(first?.system.gateway ?? '', '--format', 'xes', '--source', 'xes-csv', '--out', 'permits.xes.gz');
    second = await startSystemForSpecs({ bus });
    const { gateway } = second.system;
    await second.client.call({ method: 'GET', path: '/v1/audit/completeness', as: 'auditor' });
    const already = await copied(gateway);
    const summary = await importing(gateway, 'xes', out, 'xes-csv');
    expect(summary).toMatchObject({
      rows: permits.events,
      recorded: permits.events,
      corrected: 0,
      unchanged: 0,
      rejected: 0,
      cases: permits.cases,
    });
    expect(await importing(gateway, 'xes', out, 'xes-csv')).toMatchObject({ recorded: 0, corrected: 0, unchanged: permits.events });
    await untilCopied(gateway, already + permits.events);
    const back = await exporting(gateway, '--format', 'xes', '--source', 'xes-csv', '--out', 'back.xes');
    const before = await eventsIn(out);
    expect(before).toHaveLength(permits.events);
    expect(await eventsIn(back)).toEqual(before);
  });
});
