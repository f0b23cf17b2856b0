import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { made, part, startTrialGateway, told, type TrialGateway } from '../trial-gateway.spec.js';

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

  describe('answers in parts, as long as it likes', () => {
    const ask = (query: string) => fetch(`${trial.address}/v1/parts?${query}`, { headers: { authorization } });

    it('and is passed on whole', async () => {
      const answer = await ask('parts=300');
      expect(answer.headers.get('content-type')).toContain('text/plain');
      expect((await answer.text()).length).toBe(300 * part.length);
    });

    it('no faster than it is read, and no longer', async () => {
      const answer = await ask('parts=100000');
      const reader = answer.body?.getReader();
      await reader?.read();
      // What lies between is buffered in sockets; of 6.5 GB that is nothing.
      const ahead = made.parts;
      expect(ahead).toBeLessThan(1_000);
      await reader?.cancel();
      await expect.poll(() => made.ended, { timeout: 10_000 }).toBe(true);
      expect(made.parts).toBeLessThan(2_000);
    });

    it('and when it fails midway, its reader does not take what came for the whole', async () => {
      const answer = await ask('parts=300&failsAt=200');
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
    });
  });

  it('is a 503 with the same problem once it has stopped', async () => {
    await trial.stopService();

    expect(await send('key-00000003', '{"words":"lamp"}')).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } });
  });
});
