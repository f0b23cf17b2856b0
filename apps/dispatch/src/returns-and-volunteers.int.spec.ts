import { randomUUID } from 'node:crypto';
import type { Actor } from '@huying/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DispatchUnderTest } from './dispatch-under-test.spec.js';
import { area, dispatcher, steward, street, unitLead } from './people-for-tests.spec.js';

const team = randomUUID();
const volunteer: Actor = { person: 'H007', role: 'VOL' };
const toTeam = { unit: team, person: 'H007' };
const toSteward = { unit: 'U-PM', person: 'P21' };
let dispatch: DispatchUnderTest;

beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
  dispatch.clock.set('2026-06-23T09:00:00+08:00');
  await dispatch.neighbourhood();
  await dispatch.teamFact(team, { type: 'TeamRegistered', data: { name: '环保', area, leader: 'v-1', leaderPerson: 'H001' } });
  const seen = await dispatch.teamFact(team, { type: 'TeamMemberJoined', data: { volunteer: 'v-7', person: 'H007' } });
  await dispatch.call(dispatcher, 'GET', '/v1/orders', { seen });
});
afterAll(() => dispatch.stop());

/** A case given to somebody; resolves to the path of its commands. */
async function given(to: object): Promise<string> {
  const caseId = randomUUID();
  const seen = await dispatch.accepted(caseId);
  const at = `/v1/cases/${caseId}`;
  await dispatch.done(dispatcher, `${at}/dispatch`, to, { seen });
  return at;
}
const code = async (actor: Actor, path: string, body: object = {}) => (await dispatch.call(actor, 'POST', path, { body })).body['code'];
const reasons = { reason: '不属于本单位', basis: '物业合同第五条' };

describe('an order given to a volunteer of a team (党员办单)', () => {
  it('is taken by him, and only by him', async () => {
    const at = await given(toTeam);
    expect(await code({ person: 'H008', role: 'VOL' }, `${at}/signature`)).toBe('NOT_THE_HANDLER');
    const signed = await dispatch.done(volunteer, `${at}/signature`);

    const mine = await dispatch.call(volunteer, 'GET', '/v1/orders', { seen: String(signed.headers['huying-seen']) });
    expect(mine.body['items']).toEqual([expect.objectContaining({ unit: team, person: 'H007', volunteer: true, state: 'S30' })]);
  });

  it('is handed back by him, and given to somebody else once that is approved', async () => {
    const at = await given(toTeam);
    await dispatch.done(volunteer, `${at}/return-requests`, reasons);
    await dispatch.done(dispatcher, `${at}/return-requests/approval`, { reason: '同意' });
    await dispatch.done(dispatcher, `${at}/dispatch`, toSteward);
    await dispatch.done(steward, `${at}/signature`);
  });

  it('stays with him where the return is rejected', async () => {
    const at = await given(toTeam);
    await dispatch.done(volunteer, `${at}/return-requests`, reasons);
    await dispatch.done(dispatcher, `${at}/return-requests/rejection`, { reason: '您就在隔壁楼' });
    await dispatch.done(volunteer, `${at}/signature`);
  });

  it('is not given to him after he has left the team', async () => {
    const seen = await dispatch.teamFact(team, { type: 'TeamMemberJoined', data: { volunteer: 'v-9', person: 'H009' } });
    await dispatch.call(dispatcher, 'GET', '/v1/orders', { seen });
    await given({ unit: team, person: 'H009' });
    const left = await dispatch.teamFact(team, { type: 'TeamMemberLeft', data: { volunteer: 'v-9' } });
    const caseId = randomUUID();
    const taken = await dispatch.accepted(caseId);
    const answer = await dispatch.call(dispatcher, 'POST', `/v1/cases/${caseId}/dispatch`, {
      body: { unit: team, person: 'H009' },
      seen: `${left} ${taken}`,
    });
    expect(answer.body['code']).toBe('ASSIGNEE_UNKNOWN');
  });
});

describe('a return', () => {
  it('is asked for after the signature by the lead of the unit only', async () => {
    const at = await given(toSteward);
    await dispatch.done(steward, `${at}/signature`);
    expect(await code(steward, `${at}/return-requests`, reasons)).toBe('ONLY_UNIT_LEAD_RETURNS_SIGNED');
    await dispatch.done(unitLead, `${at}/return-requests`, reasons);
  });

  it('is not decided by whoever asked for it', async () => {
    const at = await given(toSteward);
    await dispatch.done(steward, `${at}/return-requests`, reasons);
    expect(await code({ ...dispatcher, person: 'P21' }, `${at}/return-requests/approval`, { reason: '同意' })).toBe(
      'APPROVER_IS_REQUESTER',
    );
  });

  it('leads to a designation the second time, after which nobody returns the order', async () => {
    const at = await given(toSteward);
    await dispatch.done(steward, `${at}/return-requests`, reasons);
    await dispatch.done(dispatcher, `${at}/return-requests/approval`, { reason: '同意' });
    await dispatch.done(dispatcher, `${at}/dispatch`, toSteward);
    await dispatch.done(steward, `${at}/return-requests`, reasons);
    expect(await code(dispatcher, `${at}/return-requests/approval`, { reason: '同意' })).toBe('SECOND_RETURN_NEEDS_DESIGNATION');
    expect(await code(street, `${at}/return-requests/designation`, { unit: 'U-PM', person: 'P98', reason: '会商' })).toBe(
      'ASSIGNEE_UNKNOWN',
    );
    await dispatch.done(street, `${at}/return-requests/designation`, { ...toSteward, reason: '会商一致' });
    expect(await code(steward, `${at}/return-requests`, reasons)).toBe('RETURN_AFTER_DESIGNATION');
  });

  it('is refused once its window has closed', async () => {
    const at = await given(toSteward);
    dispatch.clock.set('2026-06-25T00:00:00.001+08:00');
    expect(await code(steward, `${at}/return-requests`, reasons)).toBe('RETURN_WINDOW_CLOSED');
  });
});

describe('a withdrawal while the order is under way', () => {
  const resident: Actor = { person: 'R001', role: 'RES' };
  it('is the resident’s own, and ends the order', async () => {
    const at = await given(toSteward);
    const order = at.replace('cases', 'orders');
    expect(await code({ person: 'R002', role: 'RES' }, `${order}/withdrawal`, { reason: '不需要了' })).toBe('NOT_YOUR_CASE');
    await dispatch.done(resident, `${order}/withdrawal`, { reason: '已经好了' });
    expect(await code(steward, `${at}/signature`)).toBe('ORDER_CLOSED');
  });
});
