import { afterEach, describe, expect, it } from 'vitest';
import { startTrialGateway, type TrialGateway } from './trial-gateway.spec.js';

let trial: TrialGateway | undefined;
afterEach(() => trial?.close());
const statusOf = async (address: string, path: string, token?: string) => {
  const answer = await fetch(address + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  await answer.text();
  return answer;
};

describe('the limit of a person', () => {
  it('stops him, says for how long, and nobody else', async () => {
    trial = await startTrialGateway({ limits: { perPerson: 3, perAddress: 0 } });
    const [clerk, resident] = await Promise.all([trial.tokenOf('clerk'), trial.tokenOf('resident')]);
    for (let n = 0; n < 3; n += 1) expect((await statusOf(trial.address, '/v1/notes', clerk)).status).toBe(200);

    const refused = await statusOf(trial.address, '/v1/notes', clerk);

    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await statusOf(trial.address, '/v1/notes', resident)).status).toBe(200);
  });
});

describe('the limit of an address', () => {
  it('counts whoever calls and whatever is asked', async () => {
    trial = await startTrialGateway({ limits: { perPerson: 0, perAddress: 2 } });
    expect((await statusOf(trial.address, '/v1/notes')).status).toBe(401);
    expect((await statusOf(trial.address, '/openapi.json')).status).toBe(200);

    expect((await statusOf(trial.address, '/v1/notes')).status).toBe(429);
  });
});
