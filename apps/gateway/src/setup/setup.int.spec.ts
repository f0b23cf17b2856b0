import { createSecretKey } from 'node:crypto';
import { describe, expect, it, afterEach } from 'vitest';
import { expectDocumentedHere, startTrialGateway, type TrialGateway } from '../trial-gateway.spec.js';
import type { ServiceCall } from '../transports/service-transport.js';
import { firstSecretaryToken } from './first-secretary.js';

let trial: TrialGateway | undefined;
afterEach(() => trial?.close());
const key = createSecretKey(Buffer.alloc(32, 5));
const form = { token: firstSecretaryToken(key), area: '430304900900', unit: 'U-COM', title: '社区书记' };

async function start() {
  const calls: ServiceCall[] = [];
  const dispatch = {
    withinProcess: false,
    send: (call: ServiceCall) => {
      calls.push(call);
      return Promise.resolve({
        status: 201,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from('{"post":"K-1","version":1}'),
      });
    },
    close: () => Promise.resolve(),
  };
  trial = await startTrialGateway({ transports: { dispatch } });
  const { address } = trial;
  const token = await trial.tokenOf('secretary');
  const take = async (body: object, authorization: string | undefined = `Bearer ${token}`) => {
    const answer = await fetch(`${address}/v1/setup/first-secretary`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === '' ? {} : { authorization }) },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    expectDocumentedHere('POST', '/v1/setup/first-secretary', answer, text);
    return { status: answer.status, body: JSON.parse(text) as Record<string, unknown> };
  };
  return { calls, take, trial };
}

describe('the link of a new installation', () => {
  it('gives the first secretary his post, through a command of dispatch', async () => {
    const { calls, take } = await start();

    expect(await take(form)).toStrictEqual({ status: 201, body: { post: 'K-1', version: 1 } });
    const { body, method, path } = calls[0] ?? {};
    expect([method, path]).toStrictEqual(['POST', '/v1/posts']);
    expect(JSON.parse(String(body))).toStrictEqual({
      person: 'demo-secretary',
      role: 'SEC',
      unit: 'U-COM',
      title: '社区书记',
      area: '430304900900',
    });
  });

  it('asks who it is', async () => {
    const { calls, take } = await start();

    expect(await take(form, '')).toMatchObject({ status: 401 });
    expect(calls).toHaveLength(0);
  });

  it('is no good under another token', async () => {
    const { calls, take } = await start();

    expect(await take({ ...form, token: 'x'.repeat(43) })).toMatchObject({ status: 404, body: { code: 'SETUP_LINK_USED' } });
    expect(await take({ ...form, token: 'short' })).toMatchObject({ status: 400 });
    expect(calls).toHaveLength(0);
  });

  it('is no good once anybody holds a post', async () => {
    const { calls, take, trial: running } = await start();
    await running.assign('somebody', 'ACC');

    await expect.poll(() => take(form), { timeout: 5_000 }).toMatchObject({ status: 404, body: { code: 'SETUP_LINK_USED' } });
    const before = calls.length;
    await take(form);
    expect(calls).toHaveLength(before);
  });
});
