import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTrialGateway, told, type TrialGateway } from '../trial-gateway.spec.js';

describe.each(['http', 'inject'] as const)('a service that is reached by %s', (by) => {
  let trial: TrialGateway;
  let authorization: string;
  beforeAll(async () => {
    trial = await startTrialGateway({}, by);
    authorization = `Bearer ${await trial.tokenOf('resident')}`;
  });
  afterAll(() => trial.close());

  const send = async (key: string, body: string, path = '/v1/notes', type = 'application/json') => {
    const answer = await fetch(trial.address + path, {
      method: 'POST',
      headers: { authorization, 'idempotency-key': key, 'content-type': type },
      body,
    });
    return { status: answer.status, seen: answer.headers.get('huying-seen'), body: await answer.json() };
  };

  it('knows who calls, and is told the words as they were sent', async () => {
    const answer = await send('key-00000001', '{ "words": "楼道灯" }');

    expect(answer).toMatchObject({ status: 201, body: { noteId: 'n-1', version: 1 } });
    expect(told.caller).toMatchObject({ actor: { person: 'demo-resident', role: 'RES' }, idempotencyKey: 'key-00000001' });
    expect(told.body).toEqual({ words: '楼道灯' });
  });

  it('takes many calls at once, each under a token of its own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => send(`key-1000${String(n).padStart(4, '0')}`, '{"words":"lamp"}')),
    );

    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([201]));
  });

  it('takes a file as it is', async () => {
    expect(await send('key-00000002', '\u0000\u0001binary', '/v1/notes/n-1/file', 'application/octet-stream')).toMatchObject({
      body: { bytes: 8 },
    });
  });

  it('is a 503 with the same problem once it has stopped', async () => {
    await trial.stopService();

    expect(await send('key-00000003', '{"words":"lamp"}')).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } });
  });
});
