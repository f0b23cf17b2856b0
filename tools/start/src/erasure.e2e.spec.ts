import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { demoArea, keyOwners, type KeyOwner } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtFile } from './built-file.js';
import { busOfThisRun } from '@huying/testing-bus';
import { photo } from './demonstration/photo.js';
import { GatewayRefusal } from './demonstration/gateway-client.js';
import { inFiles } from './in-the-clear/in-files.js';
import { inTables } from './in-the-clear/in-tables.js';
import { inTopics } from './in-the-clear/in-topics.js';
import { openedParts } from './in-the-clear/opened-parts.js';
import { startSystemForSpecs, type SystemForSpecs } from './system-for-specs.js';

/** What the resident said and what was noted of him: occurs nowhere else. */
const planted = { name: '删名甲乙', phone: '10066660001', words: '删言甲乙丙丁', spot: '删处甲乙', note: '删注甲乙', reason: '删因甲乙' };
const run = promisify(execFile);

interface Receipts {
  readonly unpublished: number;
  readonly entries: readonly {
    readonly source: string;
    readonly position: number;
    readonly type: string;
    readonly receipt: string | null;
  }[];
}

let running: SystemForSpecs | undefined;
let folder: string;
let caseId: string;
let digest: string;
let receiptsBefore: Receipts;
let calls = 0;

const system = (): SystemForSpecs => {
  if (running === undefined) throw new Error('the system does not run');
  return running;
};
const call = <Answer = Record<string, unknown>>(method: 'GET' | 'POST', path: string, as: string, body?: object): Promise<Answer> =>
  system().client.call<Answer>({
    method,
    path,
    as,
    ...(method === 'POST' ? { key: `erasure-call-${String((calls += 1))}` } : {}),
    ...(body === undefined ? {} : { body }),
  });
const step = (path: string, as: string, body?: object) => call('POST', `/v1/cases/${caseId}/${path}`, as, body);
const refusalOf = (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (fault: unknown) => (fault instanceof GatewayRefusal ? fault.problem.code : fault),
  );

/** Every receipt, once a checkpoint covers all of them. */
const receiptsAt = (path: string, as: string): Promise<Receipts> =>
  vi.waitFor(
    async () => {
      const answer = await call<Receipts>('GET', path, as);
      expect(answer.unpublished).toBe(0);
      return answer;
    },
    { timeout: 30_000, interval: 200 },
  );
/** By the program that others verify with, offline. */
async function verifyOffline({ entries }: Receipts): Promise<void> {
  const files = await Promise.all(
    entries.map(async ({ receipt }, index) => {
      const file = join(folder, `${String(calls)}-${String(index)}.tlog-proof`);
      await writeFile(file, receipt ?? '');
      return file;
    }),
  );
  const { dataDir } = system().system.settings;
  const { stdout } = await run(process.execPath, [builtFile('../../ledger/dist/main.js'), 'key'], {
    env: { ...process.env, HUYING_DATA_DIR: dataDir },
  });
  const keys = stdout
    .trim()
    .split('\n')
    .flatMap((vkey) => ['--key', vkey]);
  await run(process.execPath, [builtFile('../../../libs/verify/bin/huying-verify.mjs'), ...files, ...keys]); // Exits 1 where one does not verify.
}

const openAll = async (service: KeyOwner) => (await openedParts(system().system, service, [caseId])).map(({ opened }) => opened);

async function tellCase(): Promise<void> {
  const { name, phone, words, spot, note, reason } = planted;
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
  await step('signature', 'gridworker');
  await step('contacts', 'gridworker', { via: 'phone', reached: true, note });
  const file = await system().client.call({
    method: 'POST',
    path: `/v1/cases/${caseId}/evidence?kind=photo-before`,
    as: 'gridworker',
    key: 'erasure-photo',
    bytes: { type: 'image/png', content: photo('erasure') },
  });
  digest = String(file['digest']);
  expect(await refusalOf(call('POST', '/v1/erasures', 'privacy', { caseId, basis: 'resident-request' }))).toBe('CASES_OPEN');
  await call('POST', `/v1/orders/${caseId}/withdrawal`, 'callback', { reason, call: 'C-2026-1' });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-receipts-'));
  running = await startSystemForSpecs({ bus: busOfThisRun() });
  await tellCase();
  receiptsBefore = await receiptsAt(`/v1/audit/cases/${caseId}/proof`, 'auditor');
});
afterAll(async () => {
  await running?.end();
  await rm(folder, { recursive: true, force: true });
});

describe('erasing what a resident has told, in the running system', () => {
  it('is refused while a legal hold stands, then done by two persons, and nothing can be opened any more', async () => {
    for (const service of ['intake', 'dispatch'] as const) {
      const opened = await openAll(service);
      expect(opened.length).toBeGreaterThan(0);
      expect(opened.filter(({ kind }) => kind !== 'opened')).toEqual([]);
    }
    const { hold } = await call('POST', '/v1/legal-holds', 'supervisor', { caseId, ground: 'inquiry' });
    const ask = async (): Promise<string> => {
      const { erasure } = await call('POST', '/v1/erasures', 'privacy', { caseId, basis: 'resident-request' });
      return String(erasure);
    };
    const held = await ask();
    expect(await refusalOf(call('POST', `/v1/erasures/${held}/approval`, 'secretary'))).toBe('LEGAL_HOLD');
    await call('POST', `/v1/legal-holds/${String(hold)}/release`, 'supervisor', {});
    const erasure = await ask();
    expect(await refusalOf(call('POST', `/v1/erasures/${erasure}/approval`, 'privacy'))).toBe('NOT_ALLOWED');
    await call('POST', `/v1/erasures/${erasure}/approval`, 'secretary');

    await vi.waitFor(
      async () => {
        const { items } = await call('GET', '/v1/erasures?status=approved', 'privacy');
        expect(items).toMatchObject([{ erasure, complete: true, requestedBy: 'demo-privacy', decidedBy: 'demo-secretary' }]);
      },
      { timeout: 20_000, interval: 100 },
    );

    for (const service of ['intake', 'dispatch'] as const) {
      for (const opened of await openAll(service)) expect(opened).toMatchObject({ kind: 'erased', tombstone: { erasure } });
    }
    const detail = await call('GET', `/v1/cases/${caseId}`, 'secretary');
    expect(detail).toMatchObject({ masked: { name: null, words: null }, erased: { erasure, basis: 'resident-request' } });
    expect(await refusalOf(call('GET', `/v1/cases/${caseId}/evidence/${digest}?reason=audit`, 'auditor'))).toBe('EVIDENCE_ERASED');

    const proof = await receiptsAt(`/v1/erasures/${erasure}/proof`, 'privacy');
    const names = proof.entries.map(({ source, type }) => `${source} ${String(type.split('.').at(-2))}`);
    expect(names.slice(0, 2)).toEqual(['intake PiiErasureRequested', 'intake PiiErasureApproved']);
    expect(names.slice(2).sort()).toEqual(keyOwners.map((service) => `${service} PiiErased`).sort());
    await verifyOffline(proof);
  });

  it('breaks no receipt: those from before verify as they are, and new ones hold the same events', async () => {
    await verifyOffline(receiptsBefore);
    const after = await receiptsAt(`/v1/audit/cases/${caseId}/proof`, 'auditor');
    await verifyOffline(after);
    const placesOf = ({ entries }: Receipts) => entries.map(({ source, position, type }) => ({ source, position, type }));
    expect(placesOf(after)).toEqual(expect.arrayContaining(placesOf(receiptsBefore)));
    for (const source of keyOwners) {
      expect(await call('GET', `/v1/audit/verification?source=${source}`, 'auditor')).toMatchObject({ findings: [] });
    }
  });

  it('leaves a history that replays, and says that it was erased', async () => {
    const replay = await call('GET', `/v1/audit/cases/${caseId}/replay`, 'auditor');
    expect(replay).toMatchObject({ state: { status: 'S92' }, erased: [{ basis: 'resident-request' }] });
  });

  it('leaves what he said nowhere in the clear: no table, no file of data or logs, no message of a topic', async () => {
    const { adminUrl, brokers, settings } = system().system;
    const words = [...Object.values(planted), '"service":"pruning"'];
    const searches = {
      tables: await inTables(words, adminUrl),
      files: await inFiles(Object.values(planted), settings.dataDir),
      ...(brokers === undefined ? {} : { topics: await inTopics(words, brokers) }),
    };
    for (const [place, { found, searched }] of Object.entries(searches)) {
      expect(searched, place).toBeGreaterThan(50);
      expect(found.filter((line) => !line.endsWith('"service":"pruning"'))).toEqual([]);
      // The search itself must be able to find what may stand there in the clear.
      if (place !== 'files') expect(found, place).not.toEqual([]);
    }
  });
});
