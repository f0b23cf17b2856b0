import { defaultPolicy } from '@huying/domain-deadline';
import type { Actor } from '@huying/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DispatchUnderTest } from './dispatch-under-test.spec.js';
import { area, street } from './people-for-tests.spec.js';

const secretary: Actor = { person: 'P01', role: 'SEC', unit: 'U-COM', area };
const building = (no: string) => ({ building: no, name: `${no}号楼`, units: 3, households: 60 });
const grid = (id: string, ...buildings: string[]) => ({ grid: id, area, name: `网格${id}`, buildings: buildings.map(building) });
const calendar = {
  area,
  version: '2026',
  source: { url: 'https://www.gov.cn/notice', publishedAt: '2025-11-04T00:00:00+08:00' },
  years: [2026],
  offDays: ['2026-06-19', '2026-01-01'],
  makeUpDays: ['2026-05-09'],
};
let dispatch: DispatchUnderTest;
beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
  dispatch.clock.set('2026-06-01T09:00:00+08:00');
});
afterAll(() => dispatch.stop());

const seenOf = (answer: { headers: Readonly<Record<string, unknown>> }) => String(answer.headers['huying-seen']);

describe('grids', () => {
  it('are listed as last defined, and hold each building once', async () => {
    await dispatch.done(secretary, '/v1/grids', grid('G1', '1', '2'));
    const second = await dispatch.done(secretary, '/v1/grids', {
      ...grid('G2', '5'),
      code: { value: '01014303049009000002', source: 'CJ/T 349-2010' },
    });
    const { body } = await dispatch.call(secretary, 'GET', `/v1/grids?area=${area}&limit=1`, { seen: seenOf(second) });
    expect(body['items']).toEqual([{ ...grid('G1', '1', '2'), code: null }]);
    const rest = await dispatch.call(secretary, 'GET', `/v1/grids?limit=5&cursor=${String(body['nextCursor'])}`);
    expect(rest.body).toEqual({
      items: [expect.objectContaining({ grid: 'G2', code: { value: '01014303049009000002', source: 'CJ/T 349-2010' } })],
    });

    const taken = await dispatch.call(secretary, 'POST', '/v1/grids', { body: grid('G3', '2', '9') });
    expect(taken).toMatchObject({ status: 409, body: { code: 'BUILDING_IN_ANOTHER_GRID', details: { buildings: ['2'] } } });
  });

  it('are not defined outside the area of the post, nor with fields that nobody asked for', async () => {
    expect(await dispatch.call(secretary, 'POST', '/v1/grids', { body: { ...grid('G8', '80'), area: '430302001001' } })).toMatchObject({
      status: 403,
      body: { code: 'OUTSIDE_YOUR_AREA' },
    });
    const odd = await dispatch.call(secretary, 'POST', '/v1/grids', {
      body: { ...grid('G8', '80'), colour: 'red', buildings: [{ building: '80' }] },
    });
    expect(odd).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect((odd.body['errors'] as { field: string }[]).map(({ field }) => field)).toContain('buildings[0].name');
  });
});

describe('posts', () => {
  it('are held from their beginning to their end, and never show a name', async () => {
    const body = {
      person: 'P21',
      role: 'HAN',
      unit: 'U-PM',
      title: '物管家',
      area,
      name: '王小明',
      phone: '10012345678',
      buildings: ['1'],
    };
    const assigned = await dispatch.done(secretary, '/v1/posts', body);
    const post = String(assigned.body['post']);
    const listed = await dispatch.call(street, 'GET', '/v1/posts?person=P21', { seen: seenOf(assigned) });
    expect(listed.body).toEqual({
      items: [expect.objectContaining({ post, person: 'P21', role: 'HAN', area, to: null, buildings: ['1'] })],
    });

    dispatch.clock.set('2026-06-02T09:00:00+08:00');
    const ended = await dispatch.done(secretary, `/v1/posts/${post}/end`, { reason: '调离本小区' });
    expect((await dispatch.call(street, 'GET', '/v1/posts?person=P21', { seen: seenOf(ended) })).body['items']).toEqual([]);
    const before = await dispatch.call(street, 'GET', '/v1/posts?person=P21&at=2026-06-01T12:00:00%2B08:00');
    expect(before.body['items']).toHaveLength(1);
    const all = JSON.stringify([listed.body, before.body, await dispatch.log()]);
    for (const secret of ['王小明', '10012345678', '调离']) expect(all).not.toContain(secret);
  });

  it('of auditors are not given by those audited', async () => {
    const body = { person: 'P12', role: 'AUD', unit: 'U-AUD', title: '审计员', area };
    expect(await dispatch.call(secretary, 'POST', '/v1/posts', { body })).toMatchObject({
      status: 403,
      body: { code: 'AUDITOR_APPOINTED_BY_AUDITED' },
    });
  });

  it('that never were cannot be ended', async () => {
    expect(await dispatch.call(secretary, 'POST', '/v1/posts/K001/end', { body: { reason: '卸任' } })).toMatchObject({
      status: 404,
      body: { code: 'POST_NOT_FOUND' },
    });
  });
});

describe('policies and calendars', () => {
  it('are adopted once per version, and the one in force is marked', async () => {
    const v1 = { ...defaultPolicy, version: 'v1', dayEnds: '17:30' };
    await dispatch.done(street, '/v1/policies', { area: '430304900', policy: defaultPolicy });
    const again = await dispatch.done(street, '/v1/policies', { area: '430304900', policy: defaultPolicy });
    expect(again.body).toMatchObject({ adopted: 'v0', version: 1 });
    const later = await dispatch.done(street, '/v1/policies', {
      area: '430304900',
      policy: v1,
      effectiveFrom: '2026-07-01T00:00:00+08:00',
    });

    const { body } = await dispatch.call(street, 'GET', `/v1/policies?area=${area}`, { seen: seenOf(later) });
    const items = body['items'] as { version: string; inForce: boolean; digest: string }[];
    expect(items.map(({ version, inForce }) => [version, inForce])).toEqual([
      ['v1', false],
      ['v0', true],
    ]);
    const changed = { area: '430304900', policy: { ...defaultPolicy, repeatDays: 31 } };
    expect(await dispatch.call(street, 'POST', '/v1/policies', { body: changed })).toMatchObject({
      status: 409,
      body: { code: 'VERSION_MEANS_SOMETHING_ELSE' },
    });
  });

  it('are refused with every fault that the form cannot see', async () => {
    const faulty = { ...defaultPolicy, version: 'v9', businessHours: [['14:00', '12:00']] };
    expect(await dispatch.call(street, 'POST', '/v1/policies', { body: { area: '430304900', policy: faulty } })).toMatchObject({
      status: 422,
      body: { code: 'CONTENTS_FAULTY', details: { faults: ['businessHours: spans are ascending and do not touch'] } },
    });
    expect(
      await dispatch.call(secretary, 'POST', '/v1/calendars', { body: { ...calendar, version: 'x', offDays: ['2027-01-01'] } }),
    ).toMatchObject({
      status: 422,
      body: { code: 'CONTENTS_FAULTY' },
    });
    const badTimer = { ...defaultPolicy, timers: { TM08: { critical: 'soon' } } };
    expect(await dispatch.call(street, 'POST', '/v1/policies', { body: { area: '430304900', policy: badTimer } })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST' },
    });
  });

  it('mean the same however their days are ordered', async () => {
    await dispatch.done(secretary, '/v1/calendars', calendar);
    const reordered = await dispatch.done(secretary, '/v1/calendars', { ...calendar, offDays: calendar.offDays.toReversed() });
    expect(reordered.body).toMatchObject({ adopted: '2026', version: 1 });
    const { body } = await dispatch.call(secretary, 'GET', `/v1/calendars?area=${area}`, { seen: seenOf(reordered) });
    expect(body['items']).toEqual([expect.objectContaining({ version: '2026', inForce: true, adoptedBy: 'P01' })]);
  });
});
