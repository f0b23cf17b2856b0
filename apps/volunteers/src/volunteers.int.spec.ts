import { defaultPolicy } from '@huying/domain-deadline';
import type { Actor } from '@huying/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVolunteers } from './volunteers-under-test.spec.js';

const area = '430304900900';
const secretary: Actor = { person: 'P01', role: 'SEC', area: '430304' };
const leader: Actor = { person: 'H029', role: 'LEA' };
const member: Actor = { person: 'H010', role: 'VOL' };
const other: Actor = { person: 'H011', role: 'VOL' };
const resident: Actor = { person: 'R001', role: 'RES' };
const caseId = '018f0000-0000-7000-8000-00000000c001';
const on18June = (time: string): string => `2026-06-18T${time}:00+08:00`;

describe('volunteering', () => {
  let system: Awaited<ReturnType<typeof startVolunteers>>;
  let leaderId: string;
  let memberId: string;
  let otherId: string;
  let team: string;
  let activity: string;

  const register = async (as: Actor, name: string) => {
    const { status, body } = await system.post('/v1/volunteers', { as, body: { area, name, phone: '10012340010', retiredMember: false } });
    expect(status).toBe(201);
    return body['volunteerId'] as string;
  };
  const path = (rest = '') => `/v1/activities/${activity}${rest}`;

  beforeAll(async () => {
    system = await startVolunteers();
    system.setTime(on18June('08:00'));
    leaderId = await register(leader, '周二九');
    memberId = await register(member, '何十');
    otherId = await register(other, '何十一');
  });
  afterAll(() => system.close());

  it('registers a person once, and a repeated request is answered as the first time', async () => {
    const body = { area, name: '何十', phone: '10012340010' };
    const again = await system.post('/v1/volunteers', { as: member, body, key: 'key-register-1' });
    expect([again.status, again.body['volunteerId']]).toEqual([201, memberId]);
    const clash = await system.post('/v1/volunteers', { as: member, body: { ...body, name: '别人' }, key: 'key-register-1' });
    expect([clash.status, clash.body['code']]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });

  it('registers a team under its leader', async () => {
    const refusedTo = await system.post('/v1/teams', { as: member, body: { name: '环保志愿队', area, leader: leaderId } });
    expect([refusedTo.status, refusedTo.body['code']]).toEqual([403, 'OUTSIDE_YOUR_AREA']);
    const made = await system.post('/v1/teams', { as: secretary, body: { name: '环保志愿队', area, leader: leaderId } });
    expect(made.status).toBe(201);
    team = made.body['teamId'] as string;
    await system.post(`/v1/teams/${team}/members`, { as: member });
    const { body } = await system.get('/v1/teams', resident);
    expect(body).toEqual({ items: [{ team, name: '环保志愿队', area, members: 2 }], parkedEvents: 0 });
  });

  it('takes an activity from its plan to its notice, never after its start', async () => {
    const drafted = await system.post('/v1/activities', { as: leader, body: { team, theme: 'environment', title: '清理楼道' } });
    expect(drafted.status).toBe(201);
    activity = drafted.body['activityId'] as string;
    expect((await system.get('/v1/activities', resident)).body['items']).toEqual([]);
    const notice = { to: on18June('11:30'), place: '党群服务站', capacity: 1, risks: '防滑', information: '自带手套' };
    const late = await system.post(path('/publication'), { as: secretary, body: { ...notice, from: on18June('08:00') } });
    expect([late.status, late.body['code']]).toEqual([422, 'ACTIVITY_ALREADY_STARTED']);
    const published = await system.post(path('/publication'), { as: secretary, body: { ...notice, from: on18June('09:00') } });
    expect(published.status).toBe(200);
    expect((await system.get(path(), resident)).body).toMatchObject({ status: 'published', places: { taken: 0, free: 1, waiting: 0 } });
  });

  it('gives the place to the first, and to the next when it is given back', async () => {
    await system.post(path('/signups'), { as: other });
    await system.post(path('/signups'), { as: member });
    expect((await system.get(path(), resident)).body['places']).toEqual({ taken: 1, free: 0, waiting: 1 });
    await system.post(path(`/signups/${otherId}/cancellation`), { as: other });
    const { body } = await system.get(path(), leader);
    expect(body['participants']).toEqual([
      { volunteer: otherId, signup: 'cancelled', visits: [] },
      { volunteer: memberId, signup: 'approved', visits: [] },
    ]);
    expect((await system.get(path(), resident)).body).not.toHaveProperty('participants');
  });

  it('counts the time between check-in and check-out, within the activity', async () => {
    system.setTime(on18June('08:29'));
    const early = await system.post(path('/check-ins'), { as: member });
    expect([early.status, early.body['code']]).toEqual([422, 'OUTSIDE_ACTIVITY_WINDOW']);
    system.setTime(on18June('08:50'));
    expect((await system.post(path('/check-ins'), { as: member, body: { metres: 40 } })).status).toBe(200);
    system.setTime(on18June('10:31'));
    expect((await system.post(path('/check-outs'), { as: member })).status).toBe(200);
    await system.post(path('/hours'), { as: member });
    const own = await system.post(path('/hours/confirmation'), { as: member });
    expect([own.status, own.body['code']]).toEqual([403, 'NOT_YOURS_TO_CONFIRM']);
    const confirmed = await system.post(path('/hours/confirmation'), { as: leader, body: { volunteer: memberId } });
    expect(confirmed.status).toBe(200);

    expect((await system.get('/v1/volunteers/me', member)).body).toMatchObject({
      volunteer: memberId,
      confirmedMinutes: 91,
      hours: '1.5',
      pendingRecords: 0,
      teams: [{ team, name: '环保志愿队', leads: false }],
    });
    const { body } = await system.get(`/v1/volunteers/${memberId}/hours`, leader);
    expect(body['items']).toMatchObject([{ activity, minutes: 91, confirmed: true, from: '2026-06-18T09:00:00.000+08:00' }]);
    expect((body['items'] as { events: string[] }[])[0]?.events).toHaveLength(2);
    expect((await system.get(`/v1/volunteers/${memberId}/hours`, other)).status).toBe(404);
  });

  it('counts people and attendances, and knows one person by any writing of his number', async () => {
    const people = ['100 1234 0001', '10012340001', '10012340002'].map((reference) => ({ reference }));
    await system.post(path('/beneficiaries'), { as: leader, body: { people } });
    system.setTime(on18June('11:30'));
    expect((await system.post(path('/closing'), { as: leader })).status).toBe(200);
    expect((await system.get(path(), resident)).body).toMatchObject({
      status: 'closed',
      attended: 1,
      beneficiaries: { people: 2, attendances: 3 },
    });
  });

  it('lists volunteers by area, without persons, a page at a time', async () => {
    const first = await system.get('/v1/volunteers?limit=2', secretary);
    const rest = await system.get(`/v1/volunteers?limit=2&cursor=${first.body['nextCursor'] as string}`, secretary);
    const all = [...(first.body['items'] as object[]), ...(rest.body['items'] as object[])];
    expect(all).toHaveLength(3);
    expect(JSON.stringify(all)).not.toContain('H010');
    const elsewhere = await system.get('/v1/volunteers', { ...secretary, area: '430302' });
    expect(elsewhere.body['items']).toEqual([]);
  });

  it('shows an order to whom it was given, with what he may do about it until when', async () => {
    const time = '2026-06-18T11:00:00.000+08:00';
    const place = { grid: 'G1', building: '7' };
    const matter = { area, type: 'REPAIR', service: 'lamp', priority: 'normal', place, contact: 'phone', keyHolder: `case:${caseId}` };
    const clock = { start: time, provisional: false, priority: 'normal', policy: 'v0', calendar: 'v1', basis: 'dispatch' };
    const returnUntil = '2026-06-23T00:00:00.000+08:00';
    await system.dispatchTells(
      `order-${caseId}`,
      { type: 'HandoverTaken', time, data: { handover: 1, cycle: 1, ...matter } },
      {
        type: 'CaseDispatched',
        time,
        data: { dispatch: 1, unit: team, person: member.person, volunteer: true, item: 'lamp', priority: 'normal' },
      },
      { type: 'DeadlineSet', time, data: { ...clock, timer: 'TM09', due: returnUntil } },
      { type: 'DeadlineSet', time, data: { ...clock, timer: 'TM08', due: '2026-06-26T00:00:00.000+08:00' } },
    );
    const mine = await system.get('/v1/volunteers/me/orders', member);
    expect(mine.body).toMatchObject({
      items: [
        {
          caseId,
          state: 'S20',
          volunteer: true,
          colour: 'green',
          may: [
            { action: 'sign', path: `/v1/cases/${caseId}/signature` },
            { action: 'request-return', path: `/v1/cases/${caseId}/return-requests`, until: returnUntil },
          ],
        },
      ],
      parkedEvents: 0,
    });
    expect((await system.get('/v1/volunteers/me/orders', other)).body['items']).toEqual([]);

    await system.dispatchTells(
      `order-${caseId}`,
      { type: 'ReturnRequested', time, data: { unit: team, afterSignOff: false, request: 1 } },
      { type: 'ReturnApproved', time, data: { request: 1 } },
    );
    expect((await system.get('/v1/volunteers/me/orders', member)).body['items']).toEqual([]);
  });

  it('follows the policy in force: what it flags is let in, marked, and names the version', async () => {
    const time = '2026-06-18T07:00:00.000+08:00';
    const policy = {
      ...defaultPolicy,
      version: 'v1',
      activityWindow: { minutes: 60, metres: 50 },
      guards: { ...defaultPolicy.guards, flag: ['hours.window'] },
    };
    const adoption = { area: '430304', version: 'v1', digest: '0'.repeat(64), effectiveFrom: time, policy };
    await system.dispatchTells('policy-430304', { type: 'PolicyVersionAdopted', time, data: adoption });
    system.setTime('2026-06-18T12:00:00+08:00');
    const body = { team, theme: 'other', title: '义诊' };
    activity = (await system.post('/v1/activities', { as: leader, body })).body['activityId'] as string;
    const notice = { place: '驿站', capacity: 5, risks: '无', information: '无' };
    const times = { from: on18June('13:00'), to: on18June('14:00') };
    await system.post(path('/publication'), { as: secretary, body: { ...notice, ...times } });
    await system.post(path('/signups'), { as: member });
    expect((await system.post(path('/check-ins'), { as: member, body: { metres: 51 } })).status).toBe(200);

    const events = (await system.log())
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; policyversion?: string; data: object });
    const last = events.findLast(({ type }) => type.includes('CheckedIn'));
    expect(last).toMatchObject({ policyversion: 'v1', data: { metres: 51, breaches: ['hours.window'] } });
  });

  it('keeps names and numbers out of the log, and read models that a rebuild would give', async () => {
    const log = await system.log();
    for (const planted of ['何十', '周二九', '10012340010', '10012340001']) expect(log).not.toContain(planted);
    expect(log).toContain('"part":"phone"');
    expect(await system.differencesFromRebuild()).toEqual([]);
  });

  it('refuses a path that is no id and a form that is none', async () => {
    expect((await system.post('/v1/activities/x/signups', { as: member })).body['code']).toBe('INVALID_REQUEST');
    const faulty = await system.post('/v1/volunteers', { as: member, body: { area, name: '', phone: 'x', more: 1 } });
    expect(faulty.status).toBe(400);
    expect((faulty.body['errors'] as { field: string }[]).map(({ field }) => field).sort()).toEqual(['more', 'name', 'phone']);
  });
});
