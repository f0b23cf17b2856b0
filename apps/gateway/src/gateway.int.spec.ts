import { randomUUID } from 'node:crypto';
import { derivedId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectDocumentedHere, startTrialGateway, told, trialRows, type TrialGateway } from './trial-gateway.spec.js';

let trial: TrialGateway;
const tokens = new Map<string, string>();
beforeAll(async () => {
  trial = await startTrialGateway();
  for (const user of ['resident', 'clerk', 'auditor', 'secretary', 'steward']) tokens.set(user, await trial.tokenOf(user));
  await trial.assign('demo-clerk', 'ACC', { post: 'K-clerk' });
  await trial.assign('demo-secretary', 'SEC');
  const seen = await trial.assign('demo-auditor', 'AUD', { area: '430304' });
  // From here on the gateway has seen all three posts.
  await call('GET', '/v1/notes/n-1', { as: 'auditor', headers: { 'huying-seen': seen } });
});
afterAll(() => trial.close());

interface Sent {
  readonly as?: string;
  readonly body?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}
async function call(method: string, path: string, { as, body, bytes, headers = {} }: Sent = {}) {
  const payload = bytes ?? (body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  const response = await fetch(trial.address + path, {
    method,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${tokens.get(as) ?? ''}` }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
  });
  const text = await response.text();
  expectDocumentedHere(method, path, response, text);
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Record<string, unknown> };
}
async function get(path: string, { as, headers = {} }: Pick<Sent, 'as' | 'headers'> = {}) {
  const bearer = as === undefined ? {} : { authorization: `Bearer ${tokens.get(as) ?? ''}` };
  const answer = await fetch(trial.address + path, { headers: { ...bearer, ...headers } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
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

    const seen = await trial.assign('demo-steward', 'ACC');

    expect(await call('GET', '/v1/notes/n-1', { as: 'steward', headers: { 'huying-seen': seen } })).toMatchObject({ status: 200 });
  });

  it('is gone once the post has ended', async () => {
    const post = `K-${randomUUID()}`;
    const given = await trial.assign('demo-resident2', 'SEC', { post });
    tokens.set('resident2', await trial.tokenOf('resident2'));
    const close = (seen: string) =>
      call('POST', '/v1/notes/n-1/closing', { as: 'resident2', body: note, headers: { 'huying-seen': seen } });
    expect(await close(given)).toMatchObject({ status: 200 });

    await trial.endPost(post);

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

describe('the form of a call', () => {
  it('asks for an idempotency key of its form', async () => {
    expect(await call('POST', '/v1/notes', { as: 'clerk', body: note, headers: { 'idempotency-key': 'short' } })).toMatchObject({
      status: 400,
      body: { code: 'IDEMPOTENCY_KEY_INVALID' },
    });
    const response = await fetch(`${trial.address}/v1/notes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.get('clerk') ?? ''}`, 'content-type': 'application/json' },
      body: JSON.stringify(note),
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toStrictEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
  });

  it.each([
    ['an unknown field', 'POST', '/v1/notes', { ...note, extra: 1 }, 'extra'],
    ['a field too long', 'POST', '/v1/notes', { words: 'x'.repeat(41) }, 'words'],
    ['a body that is no object', 'POST', '/v1/notes', [1], 'body'],
    ['an unknown query', 'GET', '/v1/notes?sort=1', undefined, 'sort'],
    ['a query out of bounds', 'GET', '/v1/notes?limit=1000', undefined, 'limit'],
    ['a query given twice', 'GET', '/v1/notes?limit=1&limit=2', undefined, 'limit'],
    ['a query where none is taken', 'GET', '/v1/notices?x=1', undefined, 'x'],
  ])('refuses %s before the service is asked', async (_, method, path, body, field) => {
    delete told.caller;
    const answer = await call(method, path, { as: 'clerk', body });

    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect((answer.body['errors'] as { field: string }[]).map((error) => error.field)).toContain(field);
    expect(told.caller).toBeUndefined();
  });

  it.each([
    ['huying-role', 'acc; drop'],
    ['huying-seen', 'intake=1'],
    ['huying-channel', 'A B'],
    ['huying-device', '<script>'],
    ['if-match', '"note:7"'],
    ['if-none-match', '"note:7"'],
  ])('refuses a %s header that it does not understand', async (name, value) => {
    expect(await call('POST', '/v1/notes', { as: 'clerk', body: note, headers: { [name]: value } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: name }] },
    });
  });

  it.each([
    ['unreadable JSON', '{"words":', 'application/json', 400],
    ['another media type', 'words=a', 'text/plain', 415],
    ['a body over the limit', JSON.stringify({ words: 'x'.repeat(70_000) }), 'application/json', 413],
  ])('refuses %s', async (_, body, type, status) => {
    expect(await call('POST', '/v1/notes', { as: 'clerk', body, headers: { 'content-type': type } })).toMatchObject({ status });
  });

  it('tells an address that is not there from a method that it does not take', async () => {
    expect(await call('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    const answer = await call('PUT', '/v1/notes');
    expect(answer).toMatchObject({ status: 405 });
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });
});

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
