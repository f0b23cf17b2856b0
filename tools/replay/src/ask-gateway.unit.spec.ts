import { describe, expect, it } from 'vitest';
import { askGateway } from './ask-gateway.js';

const asked = {
  subject: { case: '14-00684314' },
  question: { ask: 'replay' },
  lang: 'zh',
  url: 'http://gateway',
  user: 'auditor',
} as const;

/** A gateway that gives these answers in turn, and notes what it was asked. */
function gateway(...answers: readonly (readonly [number, unknown])[]) {
  const calls: string[] = [];
  const left = [...answers];
  const fetch: typeof globalThis.fetch = (address, init) => {
    const headers = new Headers(init?.headers);
    calls.push(
      `${init?.method ?? 'GET'} ${address instanceof Request ? address.url : address.toString()} ${headers.get('authorization') ?? ''}`.trim(),
    );
    const next = left.shift();
    if (next === undefined) return Promise.reject(new TypeError('fetch failed'));
    return Promise.resolve(new Response(JSON.stringify(next[1]), { status: next[0] }));
  };
  return { fetch, calls };
}

describe('asking the gateway for a replay', () => {
  it('signs in as the demonstration auditor and asks for both times', async () => {
    const { fetch, calls } = gateway([200, { token: 'abc' }], [200, { frames: [] }]);
    await askGateway(
      { ...asked, question: { ask: 'replay', occurredBy: '2026-06-18T09:00:00+08:00', knownBy: '2026-06-19T09:00:00+08:00' } },
      fetch,
    );
    expect(calls).toEqual([
      'POST http://gateway/dev/token',
      'GET http://gateway/v1/audit/cases/14-00684314/replay?occurredBy=2026-06-18T09%3A00%3A00%2B08%3A00&knownBy=2026-06-19T09%3A00%3A00%2B08%3A00 Bearer abc',
    ]);
  });

  it('uses a token of your own without signing in', async () => {
    const { fetch, calls } = gateway([200, { frames: [] }]);
    await askGateway({ ...asked, token: 'mine' }, fetch);
    expect(calls).toEqual(['GET http://gateway/v1/audit/cases/14-00684314/replay Bearer mine']);
  });

  it('asks for a difference, of a case or a stream, in the names of the API', async () => {
    const { fetch, calls } = gateway([200, {}], [200, {}]);
    const question = { ask: 'difference', fromOccurredBy: '2026-06-18T00:00:00Z', toKnownBy: '2026-06-19T00:00:00Z' } as const;
    await askGateway({ ...asked, token: 't', question }, fetch);
    await askGateway({ ...asked, token: 't', question, subject: { stream: 'post-p1' } }, fetch);
    const query = 'difference?fromOccurredBy=2026-06-18T00%3A00%3A00Z&toKnownBy=2026-06-19T00%3A00%3A00Z Bearer t';
    expect(calls).toEqual([
      `GET http://gateway/v1/audit/cases/14-00684314/${query}`,
      `GET http://gateway/v1/audit/streams/post-p1/${query}`,
    ]);
  });

  it('asks what was known at a place in a log, or at a step, which it finds in the replay', async () => {
    const { fetch, calls } = gateway([200, {}], [200, { frames: [{ event: { source: 'intake', position: 9 } }] }], [200, {}]);
    const known = (event: { step: number } | { source: string; position: number }) =>
      askGateway({ ...asked, token: 't', question: { ask: 'knowledge', event } }, fetch);
    await known({ source: 'dispatch', position: 87 });
    await known({ step: 1 });
    expect(calls.map((one) => one.slice(one.lastIndexOf('/') + 1))).toEqual([
      'knowledge?source=dispatch&position=87 Bearer t',
      'replay Bearer t',
      'knowledge?source=intake&position=9 Bearer t',
    ]);
    const short = gateway([200, { frames: [] }]);
    await expect(askGateway({ ...asked, token: 't', question: { ask: 'knowledge', event: { step: 4 } } }, short.fetch)).rejects.toThrow(
      'no step 4',
    );
  });

  it('says how to find a stream, and which ones are replayed', async () => {
    const stream = { ...asked, token: 't', subject: { stream: 'audit-1' } };
    const refused = gateway([
      404,
      { code: 'STREAM_NOT_REPLAYED', detail: 'not replayed', detailZh: '不能回放', details: { categories: ['post'] } },
    ]);
    await expect(askGateway(stream, refused.fetch)).rejects.toThrow('not replayed 不能回放: post');
    const unknown = gateway([404, { code: 'STREAM_NOT_FOUND', detail: 'none' }]);
    await expect(askGateway(stream, unknown.fetch)).rejects.toThrow(/no stream audit-1[\s\S]*\/v1\/audit\/events\?limit=20/);
  });

  it('says what to do when the system does not run', async () => {
    await expect(askGateway(asked, gateway().fetch)).rejects.toThrow('start the system (npm start)');
  });

  it('says how to find a case when there is none of that name', async () => {
    const { fetch } = gateway([200, { token: 'abc' }], [404, { code: 'CASE_NOT_FOUND', detail: 'none' }]);
    await expect(askGateway(asked, fetch)).rejects.toThrow(/no case 14-00684314[\s\S]*\/v1\/audit\/cases\?limit=20/);
  });

  it('names the cases when a number stands for several', async () => {
    const { fetch } = gateway(
      [200, { token: 'abc' }],
      [409, { code: 'CASE_AMBIGUOUS', detail: 'two', detailZh: '两个', details: { caseIds: ['x', 'y'] } }],
    );
    await expect(askGateway(asked, fetch)).rejects.toThrow(/npm run replay -- x\n {2}npm run replay -- y/);
  });

  it('tells where a token comes from when there are no demonstration users', async () => {
    await expect(askGateway(asked, gateway([404, {}]).fetch)).rejects.toThrow('set HUYING_TOKEN');
  });
});
