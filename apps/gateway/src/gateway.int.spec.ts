import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrialCallers } from './trial-callers.spec.js';
import { told } from './trial-gateway.spec.js';

let callers: TrialCallers;
beforeAll(async () => {
  callers = await TrialCallers.start();
});
afterAll(() => callers.gateway.close());
const call: TrialCallers['call'] = (...asked) => callers.call(...asked);
const get: TrialCallers['get'] = (...asked) => callers.get(...asked);
const note = { words: 'lamp' };

describe('what passes through', () => {
  it('is a file as it is', async () => {
    const bytes = Buffer.from(Array.from({ length: 60_000 }, (_, index) => index % 256));

    expect(await call('POST', '/v1/notes/n-1/file', { as: 'clerk', bytes, headers: { 'content-type': 'image/jpeg' } })).toMatchObject({
      status: 201,
      body: { bytes: 60_000 },
    });
    expect(bytes.equals(told.body as Buffer)).toBe(true);
  });

  it('is the tag of a version, and no header that is between gateway and service', async () => {
    const { headers } = await call('GET', '/v1/notes?limit=3', { as: 'clerk' });

    expect(headers.get('etag')).toBe('"note:7;abc"');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('x-internal')).toBeNull();
  });

  it('is nothing but the tag when the reader has the answer already', async () => {
    const known = await get('/v1/notes?limit=3', { as: 'clerk', headers: { 'if-none-match': '"note:6;x", "note:7;abc"' } });
    expect([known.status, known.text, known.headers.get('etag')]).toEqual([304, '', '"note:7;abc"']);

    const news = await get('/v1/notes?limit=3', { as: 'clerk', headers: { 'if-none-match': '"note:6;x"' } });
    expect([news.status, news.text === '']).toEqual([200, false]);
  });

  it('is the condition of a write, signed with the rest', async () => {
    const close = (text: string) => call('POST', '/v1/notes/n-1/closing', { as: 'secretary', body: note, headers: { 'if-match': text } });

    expect(await close('"note:7;task:2"')).toMatchObject({ status: 200 });
    expect(told.caller?.condition).toEqual({ category: 'note', versions: [7] });
    expect(await close('*')).toMatchObject({ status: 200 });
    expect(told.caller?.condition).toEqual({ category: 'note', versions: 'exists' });
    expect(await close('"task:2"')).toMatchObject({ status: 400, body: { errors: [{ field: 'if-match' }] } });
  });

  it('is a trace, and a correlation id that a caller gives or gets', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const correlationId = randomUUID();
    const given = await call('GET', '/v1/notes', { as: 'clerk', headers: { traceparent, 'huying-correlation-id': correlationId } });
    expect(told.caller).toMatchObject({ traceparent, correlationId });
    expect(given.headers.get('huying-correlation-id')).toBe(correlationId);

    const { headers } = await call('GET', '/v1/notes', { as: 'clerk', headers: { traceparent: 'nonsense', 'huying-correlation-id': 'x' } });
    expect(told.caller?.traceparent).toBeUndefined();
    expect(headers.get('huying-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is what the caller has seen, with what he has just done', async () => {
    const read = await call('GET', '/v1/notes', { as: 'clerk', headers: { 'huying-seen': 'dispatch:1 intake:4' } });

    expect(told.caller?.seen).toBe('dispatch:1 intake:4');
    expect(read.headers.get('huying-seen')).toBe('dispatch:1 intake:4');
  });

  it('never is a header of the internal token', async () => {
    const forged = await call('GET', '/v1/notes/n-1', { as: 'resident', headers: { 'huying-internal-token': 'x' } });
    expect(forged.status).toBe(403);
  });
});

describe('a service that is not there', () => {
  it('is a 503 that says when to ask again', async () => {
    const answer = await call('GET', '/v1/away', { as: 'clerk' });

    expect(answer).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } });
    expect(answer.headers.get('retry-after')).toBe('2');
  });
});

describe('the gateway itself', () => {
  it('tells who I am', async () => {
    expect(await call('GET', '/v1/me', { as: 'clerk' })).toMatchObject({
      status: 200,
      body: { person: 'demo-clerk', roles: [{ role: 'ACC', area: '430304900900' }, { role: 'RES' }] },
    });
    expect(await call('GET', '/v1/me')).toMatchObject({ status: 401 });
  });

  it('is ready, and says which of its services are not', async () => {
    expect(await call('GET', '/health/live')).toMatchObject({ status: 200 });
    expect(await call('GET', '/health/ready')).toMatchObject({
      status: 200,
      body: {
        ready: true,
        checks: { 'read-models': 'ok', 'consumer gateway-authority': 'ok', 'log of dispatch': 'ok' },
        services: { intake: 'ok', reporting: 'no way there' },
      },
    });
  });

  it('tells supervisors and auditors of every consumer, and of whom it could not ask', async () => {
    const told = await call('GET', '/v1/operations/consumers', { as: 'auditor' });
    expect(told).toMatchObject({ status: 200, body: { unavailable: ['intake', 'dispatch', 'volunteers', 'reporting', 'audit'] } });
    expect((told.body['items'] as { consumer: string; state: string }[]).map(({ consumer, state }) => [consumer, state])).toContainEqual([
      'gateway-authority',
      'running',
    ]);
    expect(await call('GET', '/v1/operations/consumers', { as: 'clerk' })).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    expect(await call('GET', '/v1/operations/consumers')).toMatchObject({ status: 401 });
  });

  it('sends security headers with every answer', async () => {
    for (const path of ['/docs', '/v1/notices', '/v1/nothing', '/openapi.json']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('shows its documentation without anything from elsewhere', async () => {
    const page = (await get('/docs')).text;
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');

    expect(parts).toHaveLength(4);
    for (const path of parts) expect((await get(path)).status).toBe(200);
    expect(page).not.toMatch(/<script>|https?:/);
    expect((await get('/docs/assets/package.json')).status).toBe(404);
  });
});
