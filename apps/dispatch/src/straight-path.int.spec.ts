import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '@huying/domain-deadline';
import { DispatchUnderTest } from './dispatch-under-test.spec.js';
import { area, auditor, dispatcher, otherSteward, reviewer, setup, steward } from './people-for-tests.spec.js';
import { png } from './pictures-for-tests.spec.js';

const toSteward = { unit: 'U-PM', person: 'P21' };
let dispatch: DispatchUnderTest;

beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
  dispatch.clock.set('2026-06-30T16:00:00+08:00');
  await dispatch.neighbourhood();
});
afterAll(() => dispatch.stop());

/** A case that intake has accepted and dispatch has taken over. */
async function taken(change: Parameters<DispatchUnderTest['accepted']>[1] = {}): Promise<string> {
  const caseId = randomUUID();
  const seen = await dispatch.accepted(caseId, change);
  await dispatch.call(dispatcher, 'GET', `/v1/orders/${caseId}`, { seen });
  return caseId;
}

describe('an order', () => {
  it('goes from the hand-over to the acceptance of its completion, and hands the case back', async () => {
    const caseId = await taken();
    const at = `/v1/cases/${caseId}`;
    const evidence = (kind: string, grey: number) =>
      dispatch.done(steward, `${at}/evidence?kind=${kind}`, png(grey), { contentType: 'image/png' });

    await dispatch.done(dispatcher, `${at}/dispatch`, toSteward);
    await dispatch.done(steward, `${at}/signature`);
    await dispatch.done(steward, `${at}/contacts`, { via: 'phone', reached: true, note: '约好下午上门' });
    await evidence('photo-before', 1);
    await evidence('photo-after', 2);
    await dispatch.done(steward, `${at}/completion`, { result: '枯枝已修剪' });
    await dispatch.done(reviewer, `${at}/completion/rejection`, { reason: '请补拍全景' });
    await dispatch.done(steward, `${at}/completion`, { result: '已补拍' });
    const accepted = await dispatch.done(reviewer, `${at}/completion/acceptance`, { finding: '属实' });

    const { body } = await dispatch.call(auditor, 'GET', `/v1/orders/${caseId}`, { seen: String(accepted.headers['huying-seen']) });
    expect(body).toMatchObject({ state: 'handed-back', unit: 'U-PM', person: 'P21', cycle: 1, area, colour: null });
    const events = (await dispatch.log()).filter(({ subject }) => subject === `order-${caseId}`);
    expect(events.map(({ type }) => type.split('.').at(-2))).toEqual([
      'HandoverTaken',
      'CaseDispatched',
      ...['DeadlineSet', 'DeadlineSet', 'DeadlineSet', 'DeadlineSet'],
      'CaseSigned',
      'DeadlineSet',
      'ResidentContacted',
      'EvidenceAttached',
      'EvidenceAttached',
      ...['CompletionReported', 'DeadlineSet'],
      'CompletionRejected',
      ...['CompletionReported', 'DeadlineSet'],
      'CompletionAccepted',
    ]);
    expect(events.at(-1)).toMatchObject({ data: { handover: 2, handler: toSteward } });
  });

  it('names its case, cycle and area, the versions it stands on, and what caused it', async () => {
    const caseId = await taken();
    await dispatch.done(dispatcher, `/v1/cases/${caseId}/dispatch`, toSteward);

    const [handover, dispatched] = (await dispatch.log()).filter(({ subject }) => subject === `order-${caseId}`);
    expect(handover).toMatchObject({ casekey: caseId, cycle: '1', area, actor: 'system:handover', causesource: '/huying/intake' });
    expect(dispatched).toMatchObject({
      casekey: caseId,
      cycle: '1',
      area,
      actor: 'P03',
      role: 'DIS',
      policyversion: 'v0',
      calendarversion: '2026',
    });
  });

  it('stamps its due dates at dispatch, and keeps both where an early signature adds an earlier one', async () => {
    const caseId = await taken();
    await dispatch.done(dispatcher, `/v1/cases/${caseId}/dispatch`, toSteward);
    const signed = await dispatch.done(steward, `/v1/cases/${caseId}/signature`);

    const { body } = await dispatch.call(steward, 'GET', `/v1/orders/${caseId}`, { seen: String(signed.headers['huying-seen']) });
    const dues = body['dues'] as { timer: string; due: string; basis: string; policy: string; calendar: string }[];
    expect(dues.map(({ timer, due, basis }) => [timer, due.slice(0, 16), basis])).toEqual([
      ['TM06', '2026-07-01T11:00', 'dispatch'],
      ['TM07', '2026-07-02T00:00', 'dispatch'],
      ['TM08', '2026-07-09T00:00', 'dispatch'],
      ['TM09', '2026-07-02T00:00', 'dispatch'],
      ['TM08', '2026-07-08T00:00', 'sign-off'],
    ]);
    expect(new Set(dues.map(({ policy, calendar }) => `${policy} ${calendar}`))).toEqual(new Set(['v0 2026']));
    expect(body).toMatchObject({ state: 'S30', due: '2026-07-08T00:00:00.000+08:00', colour: 'green' });
  });

  it('is answered with a 409 and Retry-After before the case has been handed over', async () => {
    const answer = await dispatch.call(dispatcher, 'POST', `/v1/cases/${randomUUID()}/dispatch`, { body: toSteward });
    expect(answer).toMatchObject({ status: 409, body: { code: 'HANDOVER_PENDING' }, headers: { 'retry-after': '1' } });
  });

  it('is given to nobody whom the directory does not know in that unit', async () => {
    const caseId = await taken();
    const give = (unit: string, person: string) =>
      dispatch.call(dispatcher, 'POST', `/v1/cases/${caseId}/dispatch`, { body: { unit, person } });
    for (const [unit, person] of [
      ['U-PM', 'P99'],
      ['U-POL', 'P21'],
      ['U-COM', 'P07'],
    ] as const) {
      expect(await give(unit, person)).toMatchObject({ status: 422, body: { code: 'ASSIGNEE_UNKNOWN' } });
    }
  });

  it('answers a repeated command as the first time, and refuses the same key for another', async () => {
    const caseId = await taken();
    const path = `/v1/cases/${caseId}/dispatch`;
    const key = randomUUID();
    const first = await dispatch.done(dispatcher, path, toSteward, { key });
    const again = await dispatch.done(dispatcher, path, toSteward, { key });
    const other = await dispatch.call(dispatcher, 'POST', path, { body: { unit: 'U-PM', person: 'P22' }, key });

    expect([again.body, again.headers['huying-seen']]).toEqual([first.body, first.headers['huying-seen']]);
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_MISMATCH' } });
  });

  it('is refused to whoever is not its handler, does not review himself, and needs contact and evidence first', async () => {
    const caseId = await taken();
    const at = `/v1/cases/${caseId}`;
    const refused = async (actor: typeof steward, path: string, body: object = {}) =>
      (await dispatch.call(actor, 'POST', `${at}/${path}`, { body })).body['code'];

    expect(await refused(steward, 'dispatch', toSteward)).toBe('ROLE_NOT_ALLOWED');
    expect(await refused({ ...dispatcher, area: '430302' }, 'dispatch', toSteward)).toBe('OUTSIDE_YOUR_AREA');
    await dispatch.done(dispatcher, `${at}/dispatch`, toSteward);
    expect(await refused(otherSteward, 'signature')).toBe('NOT_THE_HANDLER');
    expect(await refused(steward, 'completion', { result: '完成' })).toBe('NOT_IN_PROGRESS');
    await dispatch.done(steward, `${at}/signature`);
    expect(await refused(steward, 'completion', { result: '完成' })).toBe('RESIDENT_NOT_CONTACTED');
    await dispatch.done(steward, `${at}/contacts`, { via: 'phone', reached: true });
    const incomplete = await dispatch.call(steward, 'POST', `${at}/completion`, { body: { result: '完成' } });
    expect(incomplete).toMatchObject({
      status: 422,
      body: { code: 'EVIDENCE_INCOMPLETE', details: { missing: ['photo-before', 'photo-after'] } },
    });
    expect(await refused(reviewer, 'completion/acceptance', { finding: '好' })).toBe('NOT_AWAITING_REVIEW');
  });

  it('takes each hand-over once, however often the case is told', async () => {
    const caseId = await taken();
    await dispatch.accepted(caseId);
    const seen = await dispatch.accepted(randomUUID());
    await dispatch.call(dispatcher, 'GET', '/v1/orders', { seen });

    const taking = (await dispatch.log()).filter(({ subject }) => subject === `order-${caseId}`);
    expect(taking).toHaveLength(1);
  });

  it('is signed for by a call without a body', async () => {
    const caseId = await taken();
    await dispatch.done(dispatcher, `/v1/cases/${caseId}/dispatch`, toSteward);
    expect(await dispatch.call(steward, 'POST', `/v1/cases/${caseId}/signature`)).toMatchObject({ status: 200, body: { caseId } });
  });

  it('lets a breach in, and marks it, where the adopted policy flags the guard', async () => {
    const flagging = { ...defaultPolicy, version: 'v1', guards: { ...defaultPolicy.guards, flag: ['completion.contact'] } };
    const adopted = await dispatch.done(setup, '/v1/policies', { area: '430304901001', policy: flagging });
    const caseId = randomUUID();
    const seen = await dispatch.accepted(caseId, { area: '430304901001', type: 'CONSULT' });
    const [chief, clerk] = [
      { ...dispatcher, area: '430304' },
      { ...steward, area: '430304901001' },
    ];
    const post = await dispatch.done(setup, '/v1/posts', {
      person: 'P21',
      role: 'HAN',
      unit: 'U-X',
      title: '承办人',
      area: '430304901001',
    });
    const all = `${seen} ${String(adopted.headers['huying-seen'])} ${String(post.headers['huying-seen'])}`;
    await dispatch.done(chief, `/v1/cases/${caseId}/dispatch`, { unit: 'U-X', person: 'P21' }, { seen: all });
    await dispatch.done(clerk, `/v1/cases/${caseId}/signature`);
    await dispatch.done(clerk, `/v1/cases/${caseId}/completion`, { result: '已答复' });

    const reported = (await dispatch.log()).find(
      ({ subject, type }) => subject === `order-${caseId}` && type.includes('CompletionReported'),
    );
    expect(reported).toMatchObject({ policyversion: 'v1', data: { contact: 'missing', breaches: ['completion.contact'] } });
  });

  it('keeps words and numbers out of every table of its database', async () => {
    const caseId = await taken();
    await dispatch.done(setup, '/v1/posts', {
      person: 'P33',
      unit: 'U-GRID',
      title: '楼栋长',
      area,
      name: '欧阳修远',
      phone: '10087654321',
    });
    await dispatch.done(dispatcher, `/v1/cases/${caseId}/dispatch`, toSteward);
    await dispatch.done(steward, `/v1/cases/${caseId}/contacts`, { via: 'phone', reached: false, note: '张三丰不在家' });
    const last = await dispatch.done(steward, `/v1/cases/${caseId}/return-requests`, {
      reason: '属于市政的一段管道',
      basis: '职责清单第三条',
    });
    await dispatch.call(auditor, 'GET', '/v1/orders', { seen: String(last.headers['huying-seen']) });

    const everything = await dispatch.allRows();
    expect(everything).toContain(caseId);
    expect(everything).toContain('A256GCM-HKDF-SHA256');
    for (const words of ['张三丰', '市政的一段', '职责清单', '欧阳修远', '10087654321']) expect(everything).not.toContain(words);
  });
});
