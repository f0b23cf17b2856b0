import { randomUUID } from 'node:crypto';
import { versionsIn } from '@huying/platform-nest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DispatchUnderTest, type CallOptions } from './dispatch-under-test.spec.js';
import { dispatcher, steward } from './people-for-tests.spec.js';

let dispatch: DispatchUnderTest;
let seen = '';
beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
  dispatch.clock.set('2026-06-22T09:00:00+08:00');
  await dispatch.neighbourhood();
});
afterAll(() => dispatch.stop());

/** An order that P21 has been given. */
const given = async (): Promise<string> => {
  const caseId = randomUUID();
  seen = await dispatch.accepted(caseId);
  const answer = await dispatch.done(dispatcher, `/v1/cases/${caseId}/dispatch`, { unit: 'U-PM', person: 'P21' }, { seen });
  seen = String(answer.headers['huying-seen']);
  return caseId;
};
const read = (caseId: string) => dispatch.call(steward, 'GET', `/v1/orders/${caseId}`, { seen });
const versionOf = async (caseId: string): Promise<number> => {
  const { headers } = await read(caseId);
  return versionsIn(String(headers['etag']))?.get('order') ?? 0;
};
const sign = (caseId: string, versions: readonly number[], options: CallOptions = {}) =>
  dispatch.call(steward, 'POST', `/v1/cases/${caseId}/signature`, { condition: { category: 'order', versions }, ...options });
const recorded = async (caseId: string): Promise<number> =>
  (await dispatch.log()).filter(({ subject }) => subject === `order-${caseId}`).length;

describe('the version of an order (DESIGN §10)', () => {
  it('is told with it, and is the number of its events', async () => {
    const caseId = await given();

    expect(await versionOf(caseId)).toBe(await recorded(caseId));
    expect((await read(caseId)).body['version']).toBe(await versionOf(caseId));
  });

  it('lets a command through that names it, and answers with the next', async () => {
    const caseId = await given();
    const signed = await sign(caseId, [await versionOf(caseId)]);

    expect(signed.status).toBe(200);
    expect(signed.headers['etag']).toBe(`"order:${String(await recorded(caseId))}"`);
  });

  it('refuses a command when the order was changed in between, and records nothing of it', async () => {
    const caseId = await given();
    const version = await versionOf(caseId);
    await dispatch.done(steward, `/v1/cases/${caseId}/signature`);
    const after = await recorded(caseId);
    const late = await dispatch.call(steward, 'POST', `/v1/cases/${caseId}/contacts`, {
      body: { via: 'phone', reached: true },
      condition: { category: 'order', versions: [version] },
    });

    expect(late).toMatchObject({ status: 412, body: { code: 'VERSION_CHANGED' } });
    expect(late.headers['etag']).toBe(`"order:${String(after)}"`);
    expect(await recorded(caseId)).toBe(after);
  });

  it('does not stand in the way of a repeat, which is answered as the first time', async () => {
    const caseId = await given();
    const version = await versionOf(caseId);
    const key = randomUUID();
    const first = await sign(caseId, [version], { key });
    const again = await sign(caseId, [version], { key });

    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await recorded(caseId)).toBe(first.body['version']);
  });

  it('gives another tag when time alone changes what is shown', async () => {
    const caseId = await given();
    const [fresh, version] = [(await read(caseId)).headers['etag'], await versionOf(caseId)];
    dispatch.clock.set('2026-12-22T09:00:00+08:00');
    const late = await read(caseId);

    expect(late.body['colour']).toBe('red');
    expect(late.headers['etag']).not.toBe(fresh);
    expect(versionsIn(String(late.headers['etag']))?.get('order')).toBe(version);
  });
});
