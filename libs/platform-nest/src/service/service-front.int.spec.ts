import { edgeProblems } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { caller, good, planted, trialFront } from './trial-front.spec.js';

const front = trialFront();

describe('the form of a call', () => {
  it('tells every wrong field at once, and repeats no value', async () => {
    const { status, headers, body, text } = await front.call('POST', '/v1/reports', {
      body: JSON.stringify({ words: planted.repeat(3), photos: [{ sha256: 'x' }], extra: planted }),
    });

    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      code: 'INVALID_REQUEST',
      status: 400,
      detail: edgeProblems.INVALID_REQUEST.en,
      detailZh: edgeProblems.INVALID_REQUEST.zh,
    });
    expect((body['errors'] as { field: string }[]).map(({ field }) => field).sort()).toStrictEqual(['extra', 'photos[0].sha256', 'words']);
    expect(text).not.toContain('张三');
  });

  it.each([
    ['unreadable JSON', `{"words":"${planted}`, 'application/json', 400, 'MALFORMED_JSON'],
    ['a poisoned prototype', '{"words":"a","photos":[],"__proto__":{"admin":true}}', 'application/json', 400, 'MALFORMED_JSON'],
    ['half a surrogate pair', '{"words":"\\ud83d","photos":[]}', 'application/json', 400, 'MALFORMED_JSON'],
    ['a NUL', '{"words":"a\\u0000","photos":[]}', 'application/json', 400, 'MALFORMED_JSON'],
    ['an empty body', '', 'application/json', 400, 'MALFORMED_JSON'],
    ['a form of another kind', 'words=a', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a text', good, 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a body over the limit', JSON.stringify({ words: 'x'.repeat(70_000), photos: [] }), 'application/json', 413, 'BODY_TOO_LARGE'],
    ['a list instead of an object', '[]', 'application/json', 400, 'INVALID_REQUEST'],
    ['null', 'null', 'application/json', 400, 'INVALID_REQUEST'],
  ])('refuses %s', async (_, body, type, status, code) => {
    expect(await front.call('POST', '/v1/reports', { body, type })).toMatchObject({ status, body: { code } });
  });

  it('checks queries as strictly as bodies', async () => {
    expect(await front.call('GET', '/v1/reports?limit=7')).toMatchObject({ status: 200, body: { limit: 7 } });
    expect(await front.call('GET', '/v1/reports?limit=1000')).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(await front.call('GET', '/v1/reports?unknown=1')).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });

  it('takes a file as it is, whatever its type, up to the limit of its route', async () => {
    const file = Buffer.alloc(150_000, 1);
    expect(await front.call('POST', '/v1/reports/1/file', { body: file, type: 'image/jpeg' })).toMatchObject({
      status: 201,
      body: { bytes: 150_000 },
    });
    expect(await front.call('POST', '/v1/reports/1/file', { body: '{broken', type: 'application/json' })).toMatchObject({
      body: { bytes: 7 },
    });
    expect(await front.call('POST', '/v1/reports/1/file', { body: Buffer.alloc(200_001), type: 'image/jpeg' })).toMatchObject({
      status: 413,
    });
  });
});

describe('an address', () => {
  it('that is unknown is a 404', async () => {
    expect(await front.call('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('that takes another method is a 405 that says which', async () => {
    const answer = await front.call('DELETE', '/v1/reports/1');

    expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers.get('allow')).toBe('GET');
  });
});

describe('a fault of ours', () => {
  it('shows the caller nothing but how to report it', async () => {
    const { status, body, text } = await front.call('GET', '/v1/reports/broken');

    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'INTERNAL_ERROR', instance: `urn:uuid:${caller.correlationId}` });
    expect(text).not.toContain('张三');
    expect(text).not.toContain('spec.ts');
    expect(front.logged.join('')).toContain(caller.correlationId);
  });
});

describe('a refusal of the domain', () => {
  it('is a problem in both languages', async () => {
    front.outcome = { kind: 'refused', refusal: { code: 'CASE_CLOSED' } };

    expect(await front.call('POST', '/v1/reports', { body: good })).toMatchObject({
      status: 409,
      body: {
        code: 'CASE_CLOSED',
        type: 'urn:huying:problem:CASE_CLOSED',
        title: 'Conflict',
        detail: 'The case is no longer open',
        detailZh: '诉求已了结',
      },
    });
  });
});

describe('the log', () => {
  it('holds no body, no query and no words of a person', async () => {
    await front.call('POST', '/v1/reports', { body: JSON.stringify({ words: '李四的话', photos: [] }) });
    await front.call('GET', `/v1/reports?unknown=${encodeURIComponent('李四的话')}`);
    await front.call('GET', `/v1/nothing/${encodeURIComponent('李四的话')}`);

    const text = front.logged.join('');
    expect(text).toContain('"route":"/v1/reports"');
    expect(text).not.toContain('李四');
    expect(text).not.toContain(encodeURIComponent('李四的话'));
  });
});
