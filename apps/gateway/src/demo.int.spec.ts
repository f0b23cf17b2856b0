import { request } from 'node:http';
import { demoUsers } from '@huying/contracts';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { expectDocumentedHere, startTrialGateway, type TrialGateway } from './trial-gateway.spec.js';

let trial: TrialGateway | undefined;
const start = async (...change: Parameters<typeof startTrialGateway>): Promise<TrialGateway> =>
  (trial = await startTrialGateway(...change));
afterEach(() => trial?.close());

/** Asks under any `Host`, which fetch does not allow. */
function ask(address: string, method: string, path: string, host: string): Promise<number> {
  const { port } = new URL(address);
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers: { host, 'content-type': 'application/json' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end(method === 'POST' ? '{"username":"clerk"}' : undefined);
  });
}
const all = (address: string, host: string) =>
  Promise.all([
    ask(address, 'POST', '/dev/token', host),
    ask(address, 'GET', '/dev/users', host),
    ask(address, 'GET', '/.well-known/jwks.json', host),
  ]);

describe('the demonstration', () => {
  it('signs its users in, under its own key', async () => {
    const { address, ...signedIn } = await start();
    const jwks = (await (await fetch(`${address}/.well-known/jwks.json`)).json()) as JSONWebKeySet;

    const { payload } = await jwtVerify(await signedIn.tokenOf('clerk'), createLocalJWKSet(jwks), {
      issuer: 'urn:huying:demo',
      audience: 'huying',
    });

    expect(payload.sub).toBe('demo-clerk');
    expect(JSON.stringify(jwks)).not.toContain('"d"');
    const users = await fetch(`${address}/dev/users`);
    const listed = await users.text();
    expectDocumentedHere('GET', '/dev/users', users, listed);
    expect(JSON.parse(listed)).toMatchObject({ items: demoUsers.map(({ username }) => ({ username })) });
  });

  it('knows no other user, and no other field', async () => {
    const { address } = await start();
    const post = async (body: unknown) =>
      (await fetch(`${address}/dev/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
        .status;

    expect(
      await Promise.all([{ username: 'root' }, { username: 'clerk', role: 'SEC' }, {}, { username: '__proto__' }].map(post)),
    ).toStrictEqual([400, 400, 400, 400]);
  });

  it('is there under a loopback name, and under no other', async () => {
    const { address } = await start();

    for (const host of ['127.0.0.1', 'localhost:8080', '127.0.0.1:80', '[::1]:8080'])
      expect(await all(address, host)).toStrictEqual([200, 200, 200]);
    for (const host of ['huying.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', 'evil@localhost']) {
      expect(await all(address, host)).toStrictEqual([404, 404, 404]);
    }
  });

  it('is not there when it is off', async () => {
    const { address } = await start({ demo: false });

    expect(await all(address, 'localhost')).toStrictEqual([404, 404, 404]);
    expect(await (await fetch(`${address}/openapi.json`)).text()).not.toContain('/dev/token');
  });

  it('is not there when others can reach the gateway', async () => {
    const { address } = await start({ host: '0.0.0.0' });

    expect(await all(address, 'localhost')).toStrictEqual([404, 404, 404]);
  });
});
