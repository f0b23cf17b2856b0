import { edgeProblems } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { good, trialFront } from './trial-front.spec.js';

const front = trialFront();

describe('what a caller has seen', () => {
  it('is told by every write', async () => {
    expect((await front.call('POST', '/v1/reports', { body: good })).headers.get('huying-seen')).toBe('intake:7');
  });

  it('is the head of the log when a repeat changed nothing', async () => {
    front.outcome = { kind: 'unchanged', stream: 'case-1', version: 1 };
    front.head = 44;

    expect((await front.call('POST', '/v1/reports', { body: good })).headers.get('huying-seen')).toBe('intake:44');
  });

  it('is waited for, two seconds at most', async () => {
    front.applied.set('intake', 7);
    front.waited.length = 0;

    expect(await front.call('GET', '/v1/reports/1', { as: { seen: 'intake:7' } })).toMatchObject({ status: 200 });
    expect(front.waited[0]).toBeGreaterThan(1900);
    expect(front.waited[0]).toBeLessThanOrEqual(2000);
  });

  it('is refused with Retry-After when this service is behind', async () => {
    const answer = await front.call('GET', '/v1/reports/1', { as: { seen: 'intake:8' } });

    expect(answer).toMatchObject({ status: 503, body: { code: 'READ_BEHIND' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('includes what this service made of it: its own views must have come to the head', async () => {
    front.applied.set('dispatch', 5).set('intake', 20);
    front.head = 21;
    expect(await front.call('GET', '/v1/reports/1', { as: { seen: 'dispatch:5' } })).toMatchObject({ status: 503 });

    front.applied.set('intake', 21);
    expect(await front.call('GET', '/v1/reports/1', { as: { seen: 'dispatch:5' } })).toMatchObject({ status: 200 });
  });
});

describe('the versions of what is shown', () => {
  it('are the tag of a read, with the digest of its bytes', async () => {
    const { headers, text } = await front.call('GET', '/v1/reports/shown');

    expect(text).toBe('{"id":"shown"}');
    expect(headers.get('etag')).toMatch(/^"case:7;order:5;[A-Za-z0-9_-]{22}"$/);
    expect((await front.call('GET', '/v1/reports/1')).headers.get('etag')).toBeNull();
  });

  it('are the tag of a write', async () => {
    expect((await front.call('POST', '/v1/reports', { body: good })).headers.get('etag')).toBe('"case:1"');
  });

  it('are told with the refusal of a condition', async () => {
    front.outcome = { kind: 'changed', stream: 'case-1', version: 8 };
    const answer = await front.call('POST', '/v1/reports', { body: good });

    expect(answer).toMatchObject({ status: 412, body: { code: 'VERSION_CHANGED', detailZh: edgeProblems.VERSION_CHANGED.zh } });
    expect(answer.headers.get('etag')).toBe('"case:8"');
  });

  it('come under the condition that the gateway has signed, and under no header', async () => {
    await front.call('POST', '/v1/reports', { body: good, as: { condition: { category: 'case', versions: 'exists' } } });
    expect(front.origin?.condition).toEqual({ category: 'case', versions: 'exists' });

    await front.call('POST', '/v1/reports', { body: good, unsigned: { 'if-match': '"case:7"' } });
    expect(front.origin?.condition).toBeUndefined();
  });
});
