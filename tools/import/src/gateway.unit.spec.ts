import type { ImportRows } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { createGateway, GatewayFault } from './gateway.js';

const body: ImportRows = { system: 's', format: 'xes-csv', file: 'f', rows: [] };
const imported = { recorded: 1, corrected: 0, unchanged: 0, caseId: 'c' };

interface Call {
  readonly path: string;
  readonly key: string | undefined;
  readonly authorization: string | undefined;
}

/** A gateway that gives the listed answers in turn: a status, a body, or no answer at all. */
function answering(answers: readonly (Response | Error)[], token: 'a token' | 'signing in' = 'a token') {
  const calls: Call[] = [];
  const left = [...answers];
  const gateway = createGateway({
    url: 'http://gateway',
    user: 'secretary',
    ...(token === 'a token' ? { token: 'mine' } : {}),
    firstWaitMs: 1,
    patienceMs: 200,
    fetch: (input, init) => {
      const headers = init?.headers as Readonly<Record<string, string>>;
      calls.push({
        path: (input as string).replace('http://gateway', ''),
        key: headers['idempotency-key'],
        authorization: headers['authorization'],
      });
      const answer = left.shift();
      if (answer === undefined) throw new Error('called once too often');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { gateway, calls };
}
const json = (status: number, value: object, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers });

describe('sending rows to the gateway', () => {
  it('tries again under the same key for as long as the gateway is busy, behind or gone', async () => {
    const { gateway, calls } = answering([
      json(503, {}, { 'retry-after': '0.01' }),
      json(429, {}),
      new TypeError('fetch failed'),
      json(409, { code: 'CONCURRENT_CHANGE' }),
      json(200, imported),
    ]);
    expect(await gateway.send(body)).toEqual({ kind: 'imported', answer: imported });
    expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
    expect(calls).toHaveLength(5);
  });

  it('takes a new key for each batch, so that the same rows sent again are counted as unchanged', async () => {
    const { gateway, calls } = answering([json(200, imported), json(200, imported)]);
    await gateway.send(body);
    await gateway.send(body);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(2);
  });

  it('gives up with a sentence when the gateway stays away', async () => {
    const { gateway } = answering(
      Array.from({ length: 50 }, () => new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })),
    );
    await expect(gateway.send(body)).rejects.toThrow(/no answer from http:\/\/gateway \(ECONNREFUSED\); start the system/);
  });

  it('signs in as a demonstration user where no token is given, once, and again when the token has expired', async () => {
    const { gateway, calls } = answering(
      [
        json(200, { token: 'first' }),
        json(200, imported),
        json(401, { code: 'TOKEN_INVALID' }),
        json(200, { token: 'second' }),
        json(200, imported),
      ],
      'signing in',
    );
    await gateway.send(body);
    await gateway.send(body);
    expect(calls.map(({ path, authorization }) => authorization ?? path)).toEqual([
      '/dev/token',
      'Bearer first',
      'Bearer first',
      '/dev/token',
      'Bearer second',
    ]);
  });

  it('says who could not sign in', async () => {
    const { gateway } = answering([json(404, { detail: 'nothing here' })], 'signing in');
    await expect(gateway.send(body)).rejects.toThrow('cannot sign in as secretary (404 nothing here)');
  });

  it('tells that a body was refused, for its sender to find the row at fault', async () => {
    const { gateway } = answering([json(400, { code: 'INVALID_REQUEST' })]);
    expect(await gateway.send(body)).toEqual({ kind: 'refused', code: 'INVALID_REQUEST' });
  });

  it('stops at once where it has no right to import', async () => {
    const { gateway } = answering([json(403, { code: 'NOT_ALLOWED', detail: 'None of your posts', detailZh: '无权' })]);
    await expect(gateway.send(body)).rejects.toThrow(GatewayFault);
  });
});
