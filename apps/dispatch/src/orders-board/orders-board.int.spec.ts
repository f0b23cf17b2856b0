import { randomUUID } from 'node:crypto';
import { differencesFromRebuild } from '@huying/event-bus';
import type { LogReader } from '@huying/event-store';
import type { ServiceName } from '@huying/contracts';
import type { Actor } from '@huying/kernel';
import { LOG_READERS } from '@huying/platform-nest';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projections } from '../create-dispatch.js';
import { DispatchUnderTest } from '../dispatch-under-test.spec.js';
import { auditor, dispatcher, otherSteward, reviewer, steward, street, unitLead } from '../people-for-tests.spec.js';

let dispatch: DispatchUnderTest;
/** In the order of their dispatch: urgent to P21, normal to P21, normal to P22, not yet given. */
const cases = Array.from({ length: 4 }, () => randomUUID());
const [urgent = '', normal = '', others = '', waiting = ''] = cases;
let seen = '';

beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
  dispatch.clock.set('2026-06-22T09:00:00+08:00');
  await dispatch.neighbourhood();
  for (const caseId of cases) seen = await dispatch.accepted(caseId, caseId === urgent ? { priority: 'urgent' } : {});
  const give = async (caseId: string, person: string) => {
    const answer = await dispatch.done(dispatcher, `/v1/cases/${caseId}/dispatch`, { unit: 'U-PM', person }, { seen });
    seen = String(answer.headers['huying-seen']);
  };
  await give(urgent, 'P21');
  await give(normal, 'P21');
  await give(others, 'P22');
});
afterAll(() => dispatch.stop());

const list = async (actor: Actor, query = '') => {
  const { body } = await dispatch.call(actor, 'GET', `/v1/orders${query}`, { seen });
  return (body['items'] as { caseId: string }[]).map(({ caseId }) => caseId);
};

describe('the board of orders', () => {
  it('shows orders that nobody has yet been given first, then the nearest due', async () => {
    const all = await list(dispatcher);
    expect(all.slice(0, 2)).toEqual([waiting, urgent]);
    expect(new Set(all)).toEqual(new Set(cases));
  });

  it('shows a handler his own orders, his lead those of the unit, others those of their area', async () => {
    expect(new Set(await list(steward))).toEqual(new Set([urgent, normal]));
    expect(await list(otherSteward)).toEqual([others]);
    expect(new Set(await list(unitLead))).toEqual(new Set([urgent, normal, others]));
    for (const actor of [street, auditor, reviewer]) expect(await list(actor)).toHaveLength(4);
    expect(await list({ ...dispatcher, area: '430302' })).toEqual([]);
    expect(await list({ ...unitLead, area: '430304901001' })).toEqual([]);
    expect(await list({ person: 'P99', role: 'DIS' })).toEqual([]);
    expect(await dispatch.call(otherSteward, 'GET', `/v1/orders/${urgent}`)).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_FOUND' },
    });
  });

  it('goes on where the page before ended', async () => {
    const first = await dispatch.call(dispatcher, 'GET', '/v1/orders?limit=3', { seen });
    const rest = await list(dispatcher, `?limit=3&cursor=${String(first.body['nextCursor'])}`);
    expect((first.body['items'] as { caseId: string }[]).map(({ caseId }) => caseId)).not.toContain(rest[0]);
    expect(rest).toHaveLength(1);
    const forged = [['nonsense'], ['orders', 'x', 'y'], ['orders', 1, 'a\u0000b'], ['posts', 1, 'a']];
    for (const key of forged) {
      const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
      expect(await dispatch.call(dispatcher, 'GET', `/v1/orders?cursor=${cursor}`)).toMatchObject({
        status: 400,
        body: { code: 'INVALID_CURSOR' },
      });
    }
  });

  it('filters by state, unit, person and colour, which changes with the clock', async () => {
    expect(await list(dispatcher, '?state=S10')).toEqual([waiting]);
    expect(await list(dispatcher, '?person=P22&unit=U-PM')).toEqual([others]);
    expect(new Set(await list(dispatcher, '?colour=green'))).toEqual(new Set([urgent, normal, others]));
    dispatch.clock.set('2026-06-23T07:00:00+08:00');
    expect(await list(dispatcher, '?colour=yellow')).toEqual([urgent]);
    dispatch.clock.set('2026-06-23T12:00:00+08:00');
    expect(await list(dispatcher, '?colour=red')).toEqual([urgent]);
    expect((await dispatch.call(steward, 'GET', `/v1/orders/${urgent}`)).body).toMatchObject({ colour: 'red', priority: 'urgent' });
  });

  it('equals a rebuild from position 0, as every read model of dispatch does', async () => {
    const readers = dispatch.service.app.get<ReadonlyMap<ServiceName, LogReader>>(LOG_READERS, { strict: false });
    const database = new pg.Pool({ connectionString: dispatch.databases.get('dispatch')?.applicationUrl, max: 1 });
    try {
      for (const model of projections) expect(await differencesFromRebuild({ database, consumer: 'dispatch', readers }, model)).toEqual([]);
    } finally {
      await database.end();
    }
  });
});
