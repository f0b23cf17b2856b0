import type { Actor } from '@huying/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { area, IntakeForTests, staff } from '../intake-for-tests.spec.js';
import { lamp, menu, planted } from '../lamp-story.spec.js';

const district = '430304';
const officer: Actor = { ...staff('DPO', 'P13'), area: district };
const supervisor: Actor = { ...staff('SUP', 'P11', 'U-SUP'), area: district };
const secretary = staff('SEC', 'P01');
const auditor: Actor = { ...staff('AUD'), area: district };

let intake: IntakeForTests;
beforeAll(async () => {
  intake = await IntakeForTests.start();
  await intake.adoptReferences();
  await intake.call('POST', '/v1/menus', staff('SEC'), menu);
});
afterAll(() => intake.stop());

/** A case that its resident has sent in, and withdrawn since unless it stays open. */
async function caseOf(person: string, state: 'open' | 'over' = 'over'): Promise<string> {
  const by = { person, role: 'RES' } as const;
  const { body } = await intake.call('POST', '/v1/cases', by, lamp);
  const caseId = String(body['caseId']);
  if (state === 'over')
    expect((await intake.call('POST', `/v1/cases/${caseId}/withdrawal`, by, { reason: '已自行解决' })).status).toBe(200);
  return caseId;
}
const ask = (body: object, as = officer) => intake.call('POST', '/v1/erasures', as, { basis: 'resident-request', ...body });
const approve = (erasure: unknown, as = secretary) => intake.call('POST', `/v1/erasures/${String(erasure)}/approval`, as);
const reject = (erasure: unknown, as = secretary) =>
  intake.call('POST', `/v1/erasures/${String(erasure)}/rejection`, as, { reason: 'IDENTITY_UNCLEAR' });
const detail = async (caseId: string): Promise<Readonly<Record<string, unknown>>> =>
  (await intake.call('GET', `/v1/cases/${caseId}`, secretary)).body;
const listed = async (erasure: unknown): Promise<unknown> => {
  const { body } = await intake.call('GET', '/v1/erasures', officer);
  return (body['items'] as { erasure: string }[]).find((row) => row.erasure === erasure);
};

describe('an erasure', () => {
  it('is asked for by a case’s number, approved by a second person, and leaves a tombstone where the data were', async () => {
    const caseId = await caseOf('R-erased');
    expect((await detail(caseId))['masked']).toMatchObject({ name: expect.stringContaining('*') as string });
    const asked = await ask({ caseId });
    expect(asked.status, asked.text).toBe(201);
    const { erasure } = asked.body;
    expect((await detail(caseId))['erased']).toBeNull();

    expect(await approve(erasure)).toMatchObject({ status: 200, body: { erasure } });

    const tombstone = { erasure, basis: 'resident-request', at: expect.any(String) as string };
    expect(await detail(caseId)).toMatchObject({ masked: { name: null, phone: null, words: null, spot: null }, erased: tombstone });
    expect(await listed(erasure)).toMatchObject({
      person: 'R-erased',
      status: 'approved',
      requestedBy: 'P13',
      decidedBy: 'P01',
      services: [{ service: 'intake', keys: 1 }],
      complete: false,
    });
    expect(await intake.differencesFromRebuild()).toEqual([]);
  });

  it('of one resident leaves what others have said as it was', async () => {
    expect((await detail(await caseOf('R-erased')))['masked']).toMatchObject({ name: expect.stringContaining('*') as string });
    expect((await detail(await caseOf('R-neighbour')))['erased']).toBeNull();
  });

  it('of one whom staff registered takes the way from his number to him along: he is somebody else when he calls again', async () => {
    const registered = async (): Promise<string> => {
      const { body } = await intake.call('POST', '/v1/cases', staff('ACC'), { ...lamp, channel: 'counter' });
      return String(body['caseId']);
    };
    const [first, second] = [await registered(), await registered()];
    const person = (await detail(first))['complainant'];
    expect((await detail(second))['complainant']).toBe(person);
    expect(String(person)).toMatch(/^resident:[0-9a-f-]{36}$/);
    const asked = await ask({ caseId: first, basis: 'unlawful-collection' });
    expect(await approve(asked.body['erasure'])).toMatchObject({ status: 200 });

    expect((await detail(second))['erased']).toMatchObject({ basis: 'unlawful-collection' });
    expect((await detail(await registered()))['complainant']).not.toBe(person);
  });

  it('is refused, on record and with both persons, while a legal hold stands on a case of his', async () => {
    const caseId = await caseOf('R-held');
    const hold = await intake.call('POST', '/v1/legal-holds', supervisor, { caseId, ground: 'inquiry', reference: '2026-17' });
    expect(hold.status, hold.text).toBe(201);
    const { erasure } = (await ask({ caseId })).body;

    const refused = { status: 409, body: { code: 'LEGAL_HOLD', details: { holds: [hold.body['hold']] } } };
    expect(await approve(erasure)).toMatchObject(refused);
    expect(await listed(erasure)).toMatchObject({
      status: 'refused',
      refusal: 'LEGAL_HOLD',
      decidedBy: 'P01',
      holds: [hold.body['hold']],
      services: [],
    });
    expect((await detail(caseId))['masked']).toMatchObject({ name: expect.stringContaining('*') as string });

    expect((await intake.call('GET', '/v1/legal-holds', supervisor)).body['items']).toMatchObject([
      { person: 'R-held', ground: 'inquiry' },
    ]);
    const release = `/v1/legal-holds/${String(hold.body['hold'])}/release`;
    expect(await intake.call('POST', release, supervisor, {})).toMatchObject({ status: 200 });
    expect(await approve(erasure)).toMatchObject({ status: 409, body: { code: 'ERASURE_DECIDED' } });
    expect(await approve((await ask({ person: 'R-held' })).body['erasure'])).toMatchObject({ status: 200 });
    expect((await detail(caseId))['erased']).toMatchObject({ basis: 'resident-request' });
  });

  it('that the second person refuses leaves the data as they were, with the reason on record', async () => {
    const caseId = await caseOf('R-unclear');
    const { erasure } = (await ask({ caseId })).body;
    expect(await reject(erasure)).toMatchObject({ status: 200, body: { erasure } });
    expect(await listed(erasure)).toMatchObject({ status: 'refused', refusal: 'IDENTITY_UNCLEAR', decidedBy: 'P01', holds: [] });
    expect(await detail(caseId)).toMatchObject({ erased: null });
  });

  it.each([
    ['CASES_OPEN', 409, async () => ask({ caseId: await caseOf('R-open', 'open') })],
    ['STILL_IN_POST', 409, () => ask({ person: 'P-FQ' })],
    ['CASE_NOT_FOUND', 404, () => ask({ caseId: '018f0000-0000-7000-8000-00000000c001' })],
    ['NAME_ONE_SUBJECT', 400, () => ask({})],
    ['ROLE_NOT_ALLOWED', 403, () => ask({ person: 'R-any' }, secretary)],
    ['OUTSIDE_YOUR_AREA', 403, async () => ask({ caseId: await caseOf('R-far') }, { ...officer, area: '430305' })],
    ['ERASURE_NOT_FOUND', 404, () => approve('018f0000-0000-7000-8000-00000000c002')],
    ['SAME_PERSON', 403, async () => approve((await ask({ person: 'R-same' })).body['erasure'], { ...secretary, person: 'P13' })],
    ['ROLE_NOT_ALLOWED', 403, async () => approve((await ask({ person: 'R-auditor' })).body['erasure'], auditor)],
    ['ERASURE_NOT_FOUND', 404, () => reject('none')],
    ['HOLD_NOT_FOUND', 404, () => intake.call('POST', '/v1/legal-holds/none/release', supervisor, {})],
  ])('is answered %s (%d) where a rule stands against it', async (code, status, act) => {
    expect(await act()).toMatchObject({ status, body: { code } });
  });

  it('leaves nothing of the person in the log', async () => {
    let bytes = '';
    for await (const { body } of intake.intakeLog.readLog(0)) bytes += body.toString();
    for (const secret of Object.values(planted)) expect(bytes).not.toContain(secret);
    expect(bytes).toContain(area);
  });
});
