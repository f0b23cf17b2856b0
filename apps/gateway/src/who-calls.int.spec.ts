import { randomUUID } from 'node:crypto';
import { derivedId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrialCallers } from './trial-callers.spec.js';
import { told, trialRows } from './trial-gateway.spec.js';

let callers: TrialCallers;
beforeAll(async () => {
  callers = await TrialCallers.start();
});
afterAll(() => callers.gateway.close());
const call: TrialCallers['call'] = (...asked) => callers.call(...asked);
const note = { words: 'lamp' };

describe('who calls', () => {
  it('must say so, on every route that is not public', async () => {
    for (const row of trialRows.filter(({ allow }) => allow !== 'public')) {
      const answer = await call(row.method, row.path.replace('{noteId}', 'n-1'), row.method === 'POST' ? { body: note } : {});
      expect([row.id, answer.status, answer.body['code']]).toStrictEqual([row.id, 401, 'UNAUTHENTICATED']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('may be nobody on a public route', async () => {
    expect(await call('GET', '/v1/notices')).toMatchObject({ status: 200, body: { person: 'anonymous' } });
    expect(await call('GET', '/v1/notices', { as: 'clerk' })).toMatchObject({ body: { person: 'demo-clerk' } });
  });

  it('reaches the service as a person in a role, with the area of his post', async () => {
    await call('POST', '/v1/notes', {
      as: 'clerk',
      body: note,
      headers: { 'idempotency-key': 'key-00000001', 'huying-channel': 'window' },
    });

    expect(told.caller).toMatchObject({
      actor: { person: 'demo-clerk', role: 'ACC', unit: 'U-COM', area: '430304900900' },
      idempotencyKey: 'key-00000001',
      channel: 'window',
    });
    expect(told.origin?.command.id).toBe(derivedId('command', 'demo-clerk', 'key-00000001'));
    expect(told.body).toEqual(note);
  });
});

describe('the role of a call', () => {
  it('is resident for whoever holds no post', async () => {
    await call('POST', '/v1/notes', { as: 'resident', body: note });
    expect(told.caller?.actor).toStrictEqual({ person: 'demo-resident', role: 'RES' });
  });

  it('is resident for a clerk who says so', async () => {
    await call('POST', '/v1/notes', { as: 'clerk', body: note, headers: { 'huying-role': 'RES' } });
    expect(told.caller?.actor).toStrictEqual({ person: 'demo-clerk', role: 'RES' });
  });

  it('is refused with the roles that would have done', async () => {
    expect(await call('GET', '/v1/notes/n-1', { as: 'resident' })).toMatchObject({
      status: 403,
      body: { code: 'NOT_ALLOWED', details: { allowedRoles: ['ACC', 'AUD'], heldRoles: ['RES'] } },
    });
  });

  it('is refused when the caller does not hold the one that he names', async () => {
    expect(await call('POST', '/v1/notes', { as: 'resident', body: note, headers: { 'huying-role': 'SEC' } })).toMatchObject({
      status: 403,
      body: { code: 'ROLE_NOT_HELD' },
    });
  });

  it('is there at once for who has seen his post being given', async () => {
    expect(await call('GET', '/v1/notes/n-1', { as: 'steward' })).toMatchObject({ status: 403 });

    const seen = await callers.gateway.assign('demo-steward', 'ACC');

    expect(await call('GET', '/v1/notes/n-1', { as: 'steward', headers: { 'huying-seen': seen } })).toMatchObject({ status: 200 });
  });

  it('is gone once the post has ended', async () => {
    const post = `K-${randomUUID()}`;
    const given = await callers.gateway.assign('demo-resident2', 'SEC', { post });
    await callers.signIn('resident2');
    const close = (seen: string) =>
      call('POST', '/v1/notes/n-1/closing', { as: 'resident2', body: note, headers: { 'huying-seen': seen } });
    expect(await close(given)).toMatchObject({ status: 200 });

    await callers.gateway.endPost(post);

    await expect.poll(async () => (await close(given)).status, { timeout: 5_000 }).toBe(403);
  });
});

describe('an auditor', () => {
  it.each(trialRows.filter(({ records }) => records))('writes nothing by $id, but where auditors are named', async (row) => {
    const path = row.path.replace('{noteId}', 'n-1');
    const named = Array.isArray(row.allow) && row.allow.includes('AUD');
    for (const role of [undefined, 'RES', 'AUD']) {
      const answer = await call(row.method, path, {
        as: 'auditor',
        body: note,
        headers: role === undefined ? {} : { 'huying-role': role },
      });
      if (named && role !== 'RES') expect(answer).toMatchObject({ status: 200, body: { role: 'AUD' } });
      else expect(answer.status).toBe(403);
    }
  });

  it('reads', async () => {
    expect(await call('GET', '/v1/notes/n-1', { as: 'auditor' })).toMatchObject({ status: 200 });
  });
});
