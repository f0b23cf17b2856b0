import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntakeForTests, resident, staff } from './intake-for-tests.spec.js';
import { area, handler, lamp, menu, planted, rules } from './lamp-story.spec.js';

let intake: IntakeForTests;
beforeAll(async () => {
  intake = await IntakeForTests.start();
  await intake.adoptReferences();
  expect(await intake.call('POST', '/v1/menus', staff('SEC'), menu)).toMatchObject({ status: 201, body: { menu: '2026-1' } });
});
afterAll(() => intake.stop());

const register = async (body: object = lamp, actor = resident): Promise<string> => {
  const { status, body: answer } = await intake.call('POST', '/v1/cases', actor, body);
  expect(status).toBe(201);
  return String(answer.caseId);
};
const accept = (caseId: string, actor = staff('ACC')) =>
  intake.call('POST', `/v1/cases/${caseId}/acceptance`, actor, { priority: 'normal', grid: 'G1', building: 'B3' });

/** The whole of dispatch's part: given to the handler, signed, contacted, proven, reported and accepted. */
async function workDone(caseId: string): Promise<void> {
  await intake.takeOver(caseId);
  await intake.order(caseId, 'DispatchCase', staff('DIS'), { unit: 'U-PM', person: 'H1', rules });
  await intake.order(caseId, 'SignOrder', handler, { rules });
  await intake.order(caseId, 'RecordContact', handler, { via: 'relay', effective: true });
  for (const kind of ['photo-before', 'photo-after', 'cost-source', 'sign'] as const) {
    await intake.order(caseId, 'AttachEvidence', handler, {
      ...{ kind, sha256: 'a'.repeat(64), contentKey: 'b'.repeat(64), mediaType: 'image/png', bytes: 10, usedElsewhere: false },
    });
  }
  await intake.order(caseId, 'ReportCompletion', handler, { result: '已修好', rules });
  await intake.order(caseId, 'AcceptCompletion', staff('REV'), { finding: '属实' });
}

describe('a case from order to rating (issue: the straight path)', () => {
  it('goes over the bus to dispatch and back, and is rated and closed', async () => {
    const registered = await intake.call('POST', '/v1/cases', resident, lamp);
    expect(registered).toMatchObject({ status: 201, body: { version: 2, firstContact: { person: 'P-FQ', post: 'K2', basis: 'duty' } } });
    const caseId = String(registered.body.caseId);

    expect(await accept(caseId)).toMatchObject({ status: 200, body: { caseId, version: 4 } });
    await workDone(caseId);
    expect((await intake.call('GET', `/v1/cases/${caseId}`, staff('CBK'))).body).toMatchObject({
      state: 'S50',
      handler: 'H1',
      handlerUnit: 'U-PM',
    });

    const officer = staff('CBK');
    const attempt = { answered: true, durationSeconds: 67, number: planted.phone };
    expect((await intake.call('POST', `/v1/cases/${caseId}/callback-attempts`, officer, attempt)).status).toBe(200);
    expect((await intake.call('POST', `/v1/cases/${caseId}/callback`, officer, { answer: 'resolved', contacted: true })).status).toBe(200);
    expect((await intake.call('POST', `/v1/cases/${caseId}/rating`, resident, { grade: '不满意' })).status).toBe(200);
    expect((await intake.call('POST', `/v1/cases/${caseId}/closure`, officer)).status).toBe(200);

    expect((await intake.call('GET', `/v1/cases/${caseId}`, resident)).body).toMatchObject({ state: 'S60', grade: '不满意' });
    expect((await intake.history(caseId)).map(({ type }) => type)).toEqual([
      ...['CaseRegistered', 'FirstContactAssigned', 'CaseAccepted', 'DeadlineSet', 'HandoverTaken', 'DeadlineSet'],
      ...['CallbackAttempted', 'CallbackCompleted', 'RatingSubmitted', 'CaseClosed'],
    ]);
  });

  it('stamps policy and calendar versions on what it decides (I6)', async () => {
    const caseId = await register();
    await accept(caseId);
    const due = (await intake.history(caseId)).find(({ type }) => type === 'DeadlineSet');

    expect(due?.data).toMatchObject({ timer: 'TM05', policy: 'v0', calendar: '2026' });
    expect(due).toMatchObject({ envelope: { policyversion: 'v0', calendarversion: '2026', area, casekey: caseId, cycle: '1' } });
  });

  it('answers a repeated registration as the first time', async () => {
    const first = await intake.call('POST', '/v1/cases', resident, lamp, 'same-key-0001');
    const again = await intake.call('POST', '/v1/cases', resident, lamp, 'same-key-0001');
    const other = await intake.call('POST', '/v1/cases', resident, { ...lamp, service: 'PRUNE' }, 'same-key-0001');

    expect(again.body).toEqual(first.body);
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_MISMATCH' } });
  });

  it('names the open cases of the same place and matter at acceptance (T08)', async () => {
    const pruning = { ...lamp, service: 'PRUNE' };
    const [one, two] = [await register(pruning), await register(pruning)];
    await accept(one);
    await accept(two);

    expect((await intake.history(two)).find(({ type }) => type === 'CaseAccepted')?.data).toMatchObject({ duplicates: [one] });
  });

  it('closes by itself what nobody is to be called about (T22)', async () => {
    const anonymous = { area, service: 'ASK', description: '几点开门', contact: 'anonymous' };
    const caseId = await register(anonymous, staff('FQ'));
    await intake.call('POST', `/v1/cases/${caseId}/direct-answer`, staff('FQ'), { answer: '八点半', source: '公示牌' });
    await intake.call('GET', '/v1/cases', staff('SEC')); // Has waited until intake's own consumer was as far as the answer.

    expect((await intake.history(caseId)).at(-1)).toMatchObject({
      type: 'CaseClosed',
      data: { reason: 'none-owed' },
      actor: 'system:intake',
    });
  });

  it('ends a case that was withdrawn while dispatch held it (T30)', async () => {
    const caseId = await register();
    await accept(caseId);
    expect(await intake.call('POST', `/v1/cases/${caseId}/withdrawal`, resident, { reason: '自己修好了' })).toMatchObject({
      status: 409,
      body: { code: 'WITH_DISPATCH' },
    });
    await intake.takeOver(caseId);
    await intake.order(caseId, 'WithdrawOrder', resident, { reason: '自己修好了' });

    expect((await intake.call('GET', `/v1/cases/${caseId}`, resident)).body).toMatchObject({ state: 'S92' });
  });
});

describe('what intake refuses (RULES §1.4)', () => {
  it.each([
    ['SERVICE_NOT_IN_MENU', 422, { ...lamp, service: 'ROOF' }, resident],
    ['CONTACT_REQUIRED', 422, { ...lamp, resident: undefined }, resident],
    ['CONTACT_WISH_NOT_YOURS', 422, { ...lamp, contact: 'staff-found', resident: undefined }, resident],
    ['ROLE_NOT_ALLOWED', 403, lamp, staff('HAN')],
    ['OUTSIDE_YOUR_AREA', 403, lamp, { ...staff('FQ'), area: '430304901' }],
    ['NO_FIRST_CONTACT', 409, { ...lamp, area: '430304900901' }, resident],
    ['INVALID_REQUEST', 400, { ...lamp, unheardOf: 1 }, resident],
  ])('registration: %s', async (code, status, body, actor) => {
    // The neighbouring community shares the street's menu, so that only its missing post is at fault.
    if (code === 'NO_FIRST_CONTACT') {
      await intake.call('POST', '/v1/menus', { ...staff('ST'), area: '430304900' }, { ...menu, area: '430304900' });
    }
    expect(await intake.call('POST', '/v1/cases', actor, body)).toMatchObject({ status, body: { code } });
  });

  it('tells of a callback that dispatch still holds the case, and to ask again', async () => {
    const caseId = await register();
    await accept(caseId);
    const attempt = await intake.call('POST', `/v1/cases/${caseId}/callback-attempts`, staff('CBK'), {
      answered: true,
      durationSeconds: 5,
    });

    expect(attempt).toMatchObject({ status: 409, body: { code: 'HANDOVER_PENDING' } });
  });

  it('refuses a grid or building that the directory does not know', async () => {
    const caseId = await register();
    const answer = await intake.call('POST', `/v1/cases/${caseId}/acceptance`, staff('ACC'), {
      priority: 'normal',
      grid: 'G1',
      building: 'B99',
    });

    expect(answer).toMatchObject({ status: 422, body: { code: 'PLACE_NOT_IN_DIRECTORY' } });
  });

  it('knows no case of an id that is none', async () => {
    expect(await intake.call('GET', '/v1/cases/no-id', staff('SEC'))).toMatchObject({ status: 404, body: { code: 'CASE_NOT_FOUND' } });
  });
});

describe('the read models of intake', () => {
  it('are what a rebuild from the first event gives', async () => {
    await intake.call('GET', '/v1/cases', staff('SEC')); // Has waited until the consumer was as far as everything told so far.
    expect(await intake.differencesFromRebuild()).toEqual([]);
  });
});
