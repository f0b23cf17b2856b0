import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoArea, services } from '@huying/contracts';
import { takePack, verify } from '@huying/tool-audit';
import { readKey, verifierKeys } from '@huying/tool-ledger';
import { readZip, verifyPack } from 'huying-verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { busOfThisRun } from '@huying/testing-bus';
import { GatewayClient } from './demonstration/gateway-client.js';
import { photo } from './demonstration/photo.js';
import { startSystemForSpecs, type SystemForSpecs } from './system-for-specs.js';

let running: SystemForSpecs | undefined;
/** Never asks twice: reading one's own writes must need no waiting by hand (`Huying-Seen`). */
let client: GatewayClient;
let gateway: string;
let caseId: string;
let keys = 0;
const liveUpdates = new AbortController();
/** What the resident's live stream has told so far. */
let told = '';

beforeAll(async () => {
  running = await startSystemForSpecs({ bus: busOfThisRun() });
  gateway = running.system.gateway;
  client = new GatewayClient(gateway, 1);
  await followAsResident();
});
afterAll(async () => {
  liveUpdates.abort();
  await running?.end();
});

/** Opens the resident's live stream, and reads it until the end. */
async function followAsResident(): Promise<void> {
  const headers = { authorization: `Bearer ${await client.tokenOf('resident')}` };
  const response = await fetch(`${gateway}/v1/live`, { headers, signal: liveUpdates.signal });
  expect(response.status).toBe(200);
  const read = async (): Promise<void> => {
    for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) told += Buffer.from(bytes).toString();
  };
  void read().catch(() => undefined);
}

type Answer = Record<string, unknown>;
const nextKey = (): string => `straight-path-${String(++keys)}`;
const step = (path: string, as: string, body?: object): Promise<Answer> =>
  client.call({ method: 'POST', path: `/v1/cases/${caseId}/${path}`, as, key: nextKey(), ...(body === undefined ? {} : { body }) });
const attach = (kind: string): Promise<Answer> =>
  client.call({
    method: 'POST',
    path: `/v1/cases/${caseId}/evidence?kind=${kind}`,
    as: 'steward',
    key: nextKey(),
    bytes: { type: 'image/png', content: photo(`straight path ${kind}`) },
  });
const read = (path: string, as: string): Promise<Answer> => client.call({ method: 'GET', path, as });
const refusal = (code: string, status: number) =>
  expect.objectContaining({ status, problem: expect.objectContaining({ code }) as unknown }) as unknown;

/** The steps stand in the order of the README's tour; each goes on where the last one ended. */
describe('the straight path of a request, over HTTP', () => {
  it('begins with an order from the menu, and has a first-contact owner from the same moment (点单, 首问)', async () => {
    const menu = await read(`/v1/menu?area=${demoArea.community}`, 'resident');
    expect(JSON.stringify(menu)).toContain('corridor-light');
    const registered = await client.call<Answer>({
      method: 'POST',
      path: '/v1/cases',
      as: 'resident',
      key: nextKey(),
      body: {
        area: demoArea.community,
        service: 'corridor-light',
        description: '二号楼一单元的楼道灯不亮。',
        place: { grid: 'G1', building: 'B2', spot: '1单元2层' },
        contact: 'phone',
        resident: { name: '卫惊蛰', phone: '10090000001' },
      },
    });
    caseId = String(registered['caseId']);
    expect(registered['firstContact']).toMatchObject({ person: 'demo-firstcontact' });
  });

  it('is refused without a token, to the wrong role, and out of turn', async () => {
    expect((await fetch(`${gateway}/v1/cases/${caseId}`)).status).toBe(401);
    await expect(step('acceptance', 'resident', { priority: 'normal', grid: 'G1', building: 'B2' })).rejects.toEqual(
      expect.objectContaining({ status: 403 }),
    );
    await expect(step('closure', 'callback')).rejects.toEqual(expect.objectContaining({ status: 409 }));
  });

  it('is accepted and handed to dispatch (接单)', async () => {
    await step('acceptance', 'clerk', { priority: 'urgent', grid: 'G1', building: 'B2' });
    expect(await read(`/v1/orders/${caseId}`, 'dispatcher')).toMatchObject({ state: 'S10' });
  });

  it('is dispatched to a unit and a person, its due dates stamped by policy and calendar (派单)', async () => {
    await step('dispatch', 'dispatcher', { unit: 'U-PM', person: 'demo-steward' });
    const order = await read(`/v1/orders/${caseId}`, 'steward');
    expect(order).toMatchObject({ state: 'S20', unit: 'U-PM', person: 'demo-steward' });
    expect(order['dues']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ timer: 'TM08', policy: 'v0', calendar: expect.stringMatching(/^cn-\d{4}$/) as string }),
      ]),
    );
  });

  it('is signed for by the handler and nobody else; an earlier sign-off adds an earlier due and keeps both', async () => {
    await expect(step('signature', 'gridworker')).rejects.toEqual(refusal('NOT_THE_HANDLER', 403));
    await step('signature', 'steward');
    const { dues } = (await read(`/v1/orders/${caseId}`, 'steward')) as { dues: { timer: string }[] };
    expect(dues.filter(({ timer }) => timer === 'TM08')).toHaveLength(2);
  });

  it('is not complete before the resident was contacted and the evidence is there', async () => {
    await expect(step('completion', 'steward', { result: '换好了' })).rejects.toEqual(expect.objectContaining({ status: 422 }));
    await step('contacts', 'steward', { via: 'phone', reached: true, note: '约好下午两点。' });
    await expect(step('completion', 'steward', { result: '换好了' })).rejects.toEqual(refusal('EVIDENCE_INCOMPLETE', 422));
    for (const kind of ['photo-before', 'photo-after', 'cost-source', 'sign']) await attach(kind);
    await step('completion', 'steward', { result: '换了灯泡和开关。' });
  });

  it('shows a name only to who has to know it, against a reason, and records the reading', async () => {
    const reveal = (as: string): Promise<Answer> => step('reveal', as, { fields: ['name', 'phone'], reason: '核对联系电话' });
    expect(JSON.stringify(await read(`/v1/cases/${caseId}`, 'steward'))).not.toMatch(/卫惊蛰|10090000001/);
    await expect(reveal('gridworker')).rejects.toEqual(expect.objectContaining({ status: 403 }));
    expect(JSON.stringify(await reveal('steward'))).toMatch(/卫惊蛰.*10090000001|10090000001.*卫惊蛰/);
    expect(JSON.stringify(await read(`/v1/audit/cases/${caseId}/history`, 'auditor'))).toMatch(/PiiRevealed/);
  });

  it('is reviewed by somebody who did not do the work', async () => {
    await expect(step('completion/acceptance', 'steward', { finding: '好' })).rejects.toEqual(expect.objectContaining({ status: 403 }));
    await step('completion/acceptance', 'reviewer', { finding: '照片与现场一致。' });
    expect(await read(`/v1/cases/${caseId}`, 'callback')).toMatchObject({ state: 'S50' });
  });

  it('is not closed before the resident was called back; he rates it himself (评单)', async () => {
    await expect(step('closure', 'callback')).rejects.toEqual(refusal('CALLBACK_INCOMPLETE', 422));
    await step('callback-attempts', 'callback', { answered: true, durationSeconds: 60 });
    await step('callback', 'callback', { answer: 'resolved', contacted: true });
    await step('rating', 'resident', { grade: '非常满意' });
    await step('closure', 'callback');
    expect(await read(`/v1/cases/${caseId}`, 'resident')).toMatchObject({ state: 'S60' });
  });

  it('has told the resident of every step as it happened, and of no reading of his data', async () => {
    await expect.poll(() => told, { timeout: 5_000 }).toContain('event: CaseClosed');
    const names = [...told.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    for (const name of ['CaseRegistered', 'CaseAccepted', 'CaseDispatched', 'CaseSigned', 'CompletionReported', 'RatingSubmitted']) {
      expect(names).toContain(name);
    }
    expect(names).not.toContain('PiiRevealed');
    expect(told).not.toMatch(/卫惊蛰|10090000001|demo-/);
  });

  it('can be replayed by an auditor, every step in order, both services as one', async () => {
    const history = JSON.stringify(await read(`/v1/audit/cases/${caseId}/history`, 'auditor'));
    const types = [
      'CaseRegistered',
      'FirstContactAssigned',
      'CaseAccepted',
      'HandoverTaken',
      'CaseDispatched',
      'CaseSigned',
      'ResidentContacted',
      'EvidenceAttached',
      'CompletionReported',
      'CompletionAccepted',
      'CallbackCompleted',
      'RatingSubmitted',
      'CaseClosed',
    ];
    const found = types.map((type) => history.indexOf(type));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(await read(`/v1/audit/cases/${caseId}/state`, 'auditor')).toMatchObject({ state: { status: 'S60', open: false } });
    const { frames } = (await read(`/v1/audit/cases/${caseId}/replay`, 'auditor')) as { frames: unknown[] };
    expect(frames.length).toBeGreaterThanOrEqual(types.length);
  });

  it('counts in the rates of its period, which an auditor computes from his own copy as reporting does', async () => {
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const period = `from=${day(-40)}&to=${day(40)}`;
    const [reported, computed] = [
      await read(`/v1/reports/rates?${period}`, 'auditor'),
      await read(`/v1/audit/reports/rates?${period}`, 'auditor'),
    ];
    expect([computed['rates'], computed['policyVersion']]).toEqual([reported['rates'], reported['policyVersion']]);
    const counted = (reported['rates'] as { rate: string; denominator: number }[]).filter(({ denominator }) => denominator > 1);
    expect(counted.map(({ rate }) => rate)).toEqual(expect.arrayContaining(['response', 'on-time-original', 'satisfaction']));
    for (const { rate } of counted) {
      for (const side of ['numerator', 'denominator']) {
        const query = `events?${period}&rate=${rate}&side=${side}&limit=200`;
        const own = await read(`/v1/audit/reports/rates/${query}`, 'auditor');
        expect([rate, side, own['items']]).toEqual([rate, side, (await read(`/v1/reports/rates/${query}`, 'auditor'))['items']]);
      }
    }
  });

  it('is verified in every log, and taken away as a pack that verifies offline and has nothing personal in it', async () => {
    const { dataDir } = running?.system.settings ?? { dataDir: '' };
    const [secrets, origin] = [join(dataDir, 'secrets', 'audit'), 'huying.localhost/log'];
    const asked = { url: gateway, token: await client.tokenOf('auditor'), user: 'auditor' };
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    expect(await verify({ command: 'verify', ...asked, sources: services, keys: [], secrets, origin }, say), said.join('\n')).toBe(true);

    const out = join(dataDir, 'pack.zip');
    await takePack({ command: 'pack', ...asked, query: { cases: caseId }, out }, say);
    const archive = await readFile(out);
    const keys = await Promise.all((await verifierKeys(secrets, origin)).map(readKey));
    expect(await verifyPack(archive, keys)).toMatchObject({ ok: true, cases: 1 });
    const files = (await readZip(archive)) ?? new Map<string, Uint8Array>();
    const rules = JSON.parse(Buffer.from(files.get(`cases/${caseId}/rules.json`) ?? []).toString()) as Record<string, string[]>;
    const adopted = [...files.keys()].filter((path) => path.startsWith('rules/events/'));
    expect(adopted.length).toBe(Object.values(rules).flat().length);
    for (const [path, bytes] of files) expect(Buffer.from(bytes).toString(), path).not.toMatch(/卫惊蛰|10090000001|楼道灯不亮|换了灯泡/);
  });
});
