import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrialCallers } from './trial-callers.spec.js';
import { told } from './trial-gateway.spec.js';

let callers: TrialCallers;
beforeAll(async () => {
  callers = await TrialCallers.start();
});
afterAll(() => callers.gateway.close());
const call: TrialCallers['call'] = (...asked) => callers.call(...asked);
const note = { words: 'lamp' };

describe('the form of a call', () => {
  it('asks for an idempotency key of its form', async () => {
    expect(await call('POST', '/v1/notes', { as: 'clerk', body: note, headers: { 'idempotency-key': 'short' } })).toMatchObject({
      status: 400,
      body: { code: 'IDEMPOTENCY_KEY_INVALID' },
    });
    const response = await fetch(`${callers.gateway.address}/v1/notes`, {
      method: 'POST',
      headers: { ...callers.bearer('clerk'), 'content-type': 'application/json' },
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
