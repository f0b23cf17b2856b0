import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployables, demoArea, routes } from '@huying/contracts';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { busOfThisRun } from '@huying/testing-bus';
import { photo } from './demonstration/photo.js';
import { inTopics } from './in-the-clear/in-topics.js';
import { startSystemForSpecs, type SystemForSpecs } from './system-for-specs.js';

/** Words that occur nowhere else, planted in every field that takes words about a person, or in a person's words. */
const planted = {
  name: '藏名甲乙',
  phone: '10077770001',
  words: '藏言甲乙丙丁',
  spot: '藏处甲乙',
  note: '藏注甲乙',
  result: '藏果甲乙',
  reason: '藏因甲乙',
  basis: '藏据甲乙',
  finding: '藏审甲乙',
  remark: '藏评甲乙',
  volunteer: '藏志甲乙',
  volunteerPhone: '10077770002',
  reference: '10077770003',
  staff: '藏岗甲乙',
  staffPhone: '10077770004',
} as const;
const secrets = Object.values(planted);

let running: SystemForSpecs | undefined;
let caseId: string;
/** The one answer in which they may stand. */
let revealed: string;
/** Every answer that the API gave, by what was asked. */
const answers = new Map<string, string>();

const system = () => {
  if (running === undefined) throw new Error('the system does not run');
  return running;
};

async function call(method: 'GET' | 'POST', path: string, as: string, body?: object, bytes?: Buffer): Promise<Record<string, unknown>> {
  const answer = await system().client.call({
    method,
    path,
    as,
    ...(method === 'POST' ? { key: `planted-${String(answers.size)}-key` } : {}),
    ...(body === undefined ? {} : { body }),
    ...(bytes === undefined ? {} : { bytes: { type: 'image/png', content: bytes } }),
  });
  answers.set(`${method} ${path} as ${as}`, JSON.stringify(answer));
  return answer;
}
const step = (path: string, as: string, body?: object): Promise<unknown> => call('POST', `/v1/cases/${caseId}/${path}`, as, body);

beforeAll(async () => {
  running = await startSystemForSpecs({ bus: busOfThisRun() });
  await tellPlantedCase();
  await plantElsewhere();
  await readEverything();
  await readExports();
});
afterAll(() => running?.end());

async function tellPlantedCase(): Promise<void> {
  const { name, phone, words, spot, note, result, reason, basis, finding, remark } = planted;
  const registered = await call('POST', '/v1/cases', 'clerk', {
    area: demoArea.community,
    service: 'pruning',
    description: words,
    place: { grid: 'G1', building: 'B1', spot },
    contact: 'phone',
    resident: { name, phone },
    channel: 'counter',
  });
  caseId = String(registered['caseId']);
  await step('acceptance', 'clerk', { priority: 'normal', grid: 'G1', building: 'B1' });
  await step('dispatch', 'dispatcher', { unit: 'U-COM', person: 'demo-gridworker' });
  await step('return-requests', 'gridworker', { reason, basis });
  await step('return-requests/rejection', 'dispatcher', { reason });
  await step('signature', 'gridworker');
  await step('contacts', 'gridworker', { via: 'phone', reached: true, note });
  for (const kind of ['photo-before', 'photo-after']) {
    await call('POST', `/v1/cases/${caseId}/evidence?kind=${kind}`, 'gridworker', undefined, photo(`planted ${kind}`));
  }
  await step('completion', 'gridworker', { result });
  await step('completion/rejection', 'reviewer', { reason });
  await step('completion', 'gridworker', { result });
  await step('completion/acceptance', 'reviewer', { finding });
  const asked = { fields: ['name', 'phone', 'words', 'spot'], reason: '回访前核对' };
  const path = `/v1/cases/${caseId}/reveal`;
  revealed = JSON.stringify(await system().client.call({ method: 'POST', path, as: 'callback', key: 'planted-reveal', body: asked }));
  await step('callback-attempts', 'callback', { answered: true, durationSeconds: 30, number: phone });
  await step('callback', 'callback', { answer: 'resolved', contacted: true, grade: '满意', remark });
  await step('closure', 'callback');
}

async function plantElsewhere(): Promise<void> {
  const { volunteer, volunteerPhone, staff, staffPhone, reason } = planted;
  await call('POST', '/v1/volunteers', 'resident2', { area: demoArea.community, name: volunteer, phone: volunteerPhone });
  const { post } = await call('POST', '/v1/posts', 'secretary', {
    person: 'demo-newcomer',
    role: 'HAN',
    unit: 'U-COM',
    title: '网格员',
    area: demoArea.community,
    name: staff,
    phone: staffPhone,
  });
  await call('POST', `/v1/posts/${String(post)}/end`, 'secretary', { reason });
  const { items } = await call('GET', '/v1/activities?status=published', 'leader');
  const [first] = items as { activity: string }[];
  await call('POST', `/v1/activities/${String(first?.activity)}/beneficiaries`, 'leader', {
    people: [{ reference: planted.reference }],
  });
}

/** Asks every address that answers a GET, as an auditor and as a secretary; what they may not see they are refused. */
async function readEverything(): Promise<void> {
  for (const { method, path } of routes) {
    if (method !== 'GET') continue;
    const asked = path.replace('{caseId}', caseId).replace(/\{[^}]+\}/g, caseId);
    for (const as of ['auditor', 'secretary', 'gridworker', 'callback']) {
      await call('GET', asked, as).catch((fault: unknown) => answers.set(`GET ${asked} as ${as}`, JSON.stringify(fault)));
    }
  }
}

/** Event logs for process mining are no JSON: they are looked at as they come. */
async function readExports(): Promise<void> {
  for (const format of ['xes', 'ocel'])
    for (const [as, status] of [
      ['auditor', 200],
      ['secretary', 403],
    ] as const) {
      const headers = { authorization: `Bearer ${await system().client.tokenOf(as)}` };
      const answer = await fetch(`${system().system.gateway}/v1/audit/exports/${format}`, { headers });
      expect(answer.status).toBe(status);
      answers.set(`GET ${format} as ${as}`, await answer.text());
    }
  expect(answers.get('GET xes as auditor')).toContain(`value="${caseId}"`);
  expect(answers.get('GET ocel as auditor')).toContain(`"case:${caseId}"`);
}

const foundIn = (text: string): readonly string[] => secrets.filter((secret) => text.includes(secret));

describe('personal data and words, planted in every field that takes them', () => {
  it('stand in no table of any database', async () => {
    const found: string[] = [];
    let searched = 0;
    for (const database of [...deployables.map((name) => `huying_${name}`), 'huying_keys']) {
      const client = new Client({ connectionString: system().system.adminUrl(database) });
      await client.connect();
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      for (const { name } of tables) {
        // Bytes as they are: an event's body is bytea, which would otherwise read as hexadecimal digits.
        const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} AS t`);
        for (const { text } of rows) {
          searched += 1;
          const clear = `${text} ${text.replace(/\\\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('utf8'))}`;
          found.push(...foundIn(clear).map((secret) => `${database} ${name}: ${secret}`));
        }
      }
      await client.end();
    }
    expect(found).toEqual([]);
    // The search itself must be able to find: it saw the events, and what may stand in the clear in them.
    expect(searched).toBeGreaterThan(500);
  });

  it('would be found by that search, were they there', async () => {
    const client = new Client({ connectionString: system().system.adminUrl('huying_intake') });
    await client.connect();
    const { rows } = await client.query<{ text: string }>(
      `SELECT t::text AS text FROM event_store.event AS t WHERE case_key = $1 ORDER BY position LIMIT 1`,
      [caseId],
    );
    await client.end();
    const [row] = rows;
    const clear = row?.text.replace(/\\\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('utf8'));
    expect(clear).toContain('"service":"pruning"');
  });

  it.runIf(busOfThisRun() === 'kafka')('stand in no message of any topic', async () => {
    const { brokers = '' } = system().system;
    const { found, searched } = await inTopics([...secrets, `"casekey":"${caseId}"`], brokers);
    expect(searched).toBeGreaterThan(100);
    // The case itself is found; what was told in it is not.
    expect(found.map((line) => line.slice(line.indexOf(': ') + 2)).every((word) => word.includes(caseId))).toBe(true);
    expect(found).not.toEqual([]);
  });

  it('stand in no log file', async () => {
    const { logsDir } = system().system;
    const names = await readdir(logsDir);
    expect(names).toEqual(expect.arrayContaining(['huying.log', 'postgres.log']));
    for (const name of names) expect(foundIn(await readFile(join(logsDir, name), 'utf8'))).toEqual([]);
  });

  it('stand in no file of the data folder, evidence included', async () => {
    const { dataDir } = system().system.settings;
    for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      const folder = entry.parentPath;
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(folder, entry.name));
      expect({ file: entry.name, found: secrets.filter((secret) => bytes.includes(secret)) }).toEqual({ file: entry.name, found: [] });
    }
  });

  it('stand in no answer of the API', () => {
    expect(answers.size).toBeGreaterThan(60);
    const found = [...answers].flatMap(([asked, answer]) => foundIn(answer).map((secret) => `${asked}: ${secret}`));
    expect(found).toEqual([]);
  });

  it('stand in the answer in which they were revealed, and the reading is in the history', () => {
    expect(foundIn(revealed)).toEqual(expect.arrayContaining([planted.name, planted.phone, planted.words, planted.spot]));
    expect(answers.get(`GET /v1/audit/cases/${caseId}/history as auditor`)).toContain('PiiRevealed');
  });
});
