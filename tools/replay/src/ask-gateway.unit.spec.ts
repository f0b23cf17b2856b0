import { describe, expect, it } from 'vitest';
import { askForReplay } from './ask-gateway.js';

const asked = { case: '14-00684314', lang: 'zh', url: 'http://gateway', user: 'auditor' } as const;

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
    await askForReplay({ ...asked, occurredBy: '2026-06-18T09:00:00+08:00', knownBy: '2026-06-19T09:00:00+08:00' }, fetch);
    expect(calls).toEqual([
      'POST http://gateway/dev/token',
      'GET http://gateway/v1/audit/cases/14-00684314/replay?occurredBy=2026-06-18T09%3A00%3A00%2B08%3A00&knownBy=2026-06-19T09%3A00%3A00%2B08%3A00 Bearer abc',
    ]);
  });

  it('uses a token of your own without signing in', async () => {
    const { fetch, calls } = gateway([200, { frames: [] }]);
    await askForReplay({ ...asked, token: 'mine' }, fetch);
    expect(calls).toEqual(['GET http://gateway/v1/audit/cases/14-00684314/replay Bearer mine']);
  });

  it('says what to do when the system does not run', async () => {
    await expect(askForReplay(asked, gateway().fetch)).rejects.toThrow('start the system (npm start)');
  });

  it('says how to find a case when there is none of that name', async () => {
    const { fetch } = gateway([200, { token: 'abc' }], [404, { code: 'CASE_NOT_FOUND', detail: 'none' }]);
    await expect(askForReplay(asked, fetch)).rejects.toThrow(/no case 14-00684314[\s\S]*\/v1\/audit\/cases\?limit=20/);
  });

  it('names the cases when a number stands for several', async () => {
    const { fetch } = gateway(
      [200, { token: 'abc' }],
      [409, { code: 'CASE_AMBIGUOUS', detail: 'two', detailZh: '两个', details: { caseIds: ['x', 'y'] } }],
    );
    await expect(askForReplay(asked, fetch)).rejects.toThrow(/npm run replay -- x\n {2}npm run replay -- y/);
  });

  it('tells where a token comes from when there are no demonstration users', async () => {
    await expect(askForReplay(asked, gateway([404, {}]).fetch)).rejects.toThrow('set HUYING_TOKEN');
  });
});
