import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { area, IntakeForTests, resident, staff } from './intake-for-tests.spec.js';
import { defaultPolicy, workCalendar } from '@huying/domain-deadline';

const rules = { policy: defaultPolicy, calendar: workCalendar({ version: '2026', years: [2026, 2027], offDays: [], makeUpDays: [] }) };
const handler = staff('HAN', 'H1', 'U-PM');
const menu = {
  area,
  version: '2026-1',
  items: [
    { code: 'LAMP', zh: '楼道灯', en: 'Corridor lamp', type: 'REPAIR' },
    { code: 'PRUNE', zh: '修剪树枝', en: 'Pruning', type: 'ENVIRONMENT' },
    { code: 'ASK', zh: '咨询', en: 'Consultation', type: 'CONSULT' },
  ],
};
const planted = { name: '李小明', phone: '10059077769', words: '三楼的灯坏了三天了', spot: '302室门口' };
const lamp = {
  area,
  service: 'LAMP',
  description: planted.words,
  contact: 'phone',
  resident: { name: planted.name, phone: planted.phone },
  place: { building: 'B3', spot: planted.spot },
};

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

describe('personal data of a case (DESIGN §9)', () => {
  it('is masked, until the assigned handler reveals it with a reason, which is recorded', async () => {
    const caseId = await register();
    await accept(caseId);
    await intake.takeOver(caseId);
    await intake.order(caseId, 'DispatchCase', staff('DIS'), { unit: 'U-PM', person: 'H1', rules });
    const shown = await intake.call('GET', `/v1/cases/${caseId}`, handler);
    expect(shown.body.masked).toEqual({ name: '李**', phone: '100****7769', words: '***', spot: '***' });

    const revealed = await intake.call('POST', `/v1/cases/${caseId}/reveal`, handler, { fields: ['phone', 'spot'], reason: '约时间上门' });

    expect(revealed).toMatchObject({ status: 200, body: { values: { phone: planted.phone, spot: planted.spot } } });
    const event = (await intake.history(caseId)).at(-1);
    expect(event).toMatchObject({ type: 'PiiRevealed', actor: 'H1', data: { fields: ['phone', 'spot'], ground: 'assignment' } });
    expect(JSON.stringify(event)).not.toContain('约时间上门');
  });

  it('is denied to a handler of other cases, and the attempt is recorded', async () => {
    const caseId = await register();
    const denied = await intake.call('POST', `/v1/cases/${caseId}/reveal`, staff('HAN', 'H2', 'U-PM'), {
      fields: ['phone'],
      reason: '看看',
    });

    expect(denied).toMatchObject({ status: 403, body: { code: 'REVEAL_NOT_YOURS' } });
    expect(denied.text).not.toContain(planted.phone);
    expect((await intake.history(caseId)).at(-1)).toMatchObject({ type: 'PiiRevealDenied', actor: 'H2' });
  });

  it('stands in clear in no table, no event and no list', async () => {
    await register();
    const { body } = await intake.call('GET', '/v1/cases?scope=all', staff('SEC'));
    const events: string[] = [];
    for await (const { body: bytes } of intake.intakeLog.readLog(0)) events.push(bytes.toString());

    for (const value of Object.values(planted)) expect(JSON.stringify(body) + events.join()).not.toContain(value);
  });
});

describe('lists of cases', () => {
  it('show residents their own, officers their area, handlers what is theirs', async () => {
    const other = { person: 'R099', role: 'RES' } as const;
    const caseId = await register(lamp, other);
    const idsFor = async (actor: typeof resident): Promise<readonly string[]> => {
      const { body } = await intake.call('GET', '/v1/cases?scope=all&limit=100', actor);
      return (body.items as { caseId: string }[]).map((item) => item.caseId);
    };

    expect(await idsFor(other)).toEqual([caseId]);
    expect(await idsFor(staff('SEC'))).toContain(caseId);
    expect(await idsFor(resident)).not.toContain(caseId);
    expect(await idsFor(handler)).not.toContain(caseId);
    expect(await idsFor({ ...staff('SEC'), area: '430304901' })).toEqual([]);
  });

  it('come in pages that neither miss nor repeat', async () => {
    const everybody = staff('SEC');
    const all = (await intake.call('GET', '/v1/cases?scope=all&limit=100', everybody)).body.items as object[];
    const paged: object[] = [];
    let path: string | undefined = '/v1/cases?scope=all&limit=4';
    while (path !== undefined) {
      const { body } = await intake.call('GET', path, everybody);
      paged.push(...(body.items as object[]));
      path = typeof body.nextCursor === 'string' ? `/v1/cases?scope=all&limit=4&cursor=${body.nextCursor}` : undefined;
    }

    expect(paged).toEqual(all);
  });
});

describe('the read models of intake', () => {
  it('are what a rebuild from the first event gives', async () => {
    await intake.call('GET', '/v1/cases', staff('SEC')); // Has waited until the consumer was as far as everything told so far.
    expect(await intake.differencesFromRebuild()).toEqual([]);
  });
});
