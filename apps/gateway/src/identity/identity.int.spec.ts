import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '@huying/platform';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Identifier } from './identifier.js';
import { oidcIssuer } from './oidc-issuer.js';

/** A provider on loopback, as Keycloak or any other: a discovery document and keys. */
let provider: Server;
let issuer: string;
let asked = 0;
let down = false;
const rsa = await generateKeyPair('RS256', { extractable: true });
const stranger = await generateKeyPair('RS256');
const shared = new TextEncoder().encode('a secret that both sides know, 32b');

beforeAll(async () => {
  const jwk = { ...(await exportJWK(rsa.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  provider = createServer((request, response) => {
    asked += 1;
    if (down) {
      response.writeHead(500).end();
      return;
    }
    const isDiscovery = request.url === '/realm/.well-known/openid-configuration';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: [jwk] }));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/realm`;
});
afterAll(() => new Promise((resolve) => provider.close(resolve)));

const identifier = (clock: Clock = systemClock) => new Identifier([oidcIssuer({ issuer, audience: 'huying' })], clock);
const sign = (claims: JWTPayload, key = rsa.privateKey, header = { alg: 'RS256', kid: 'k1' }, without: readonly string[] = []) => {
  const all = { iss: issuer, aud: 'huying', sub: 'somebody', exp: Math.floor(Date.now() / 1000) + 60, ...claims };
  return new SignJWT(Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name))))
    .setProtectedHeader(header)
    .sign(key);
};

describe('a token of an OIDC provider', () => {
  it('names the person', async () => {
    expect(await identifier().identify(`Bearer ${await sign({})}`)).toMatchObject({ person: 'somebody' });
  });

  it('is verified once, and again after it has expired', async () => {
    let now = Date.now();
    const watched = identifier({ now: () => now });
    const token = await sign({ exp: Math.floor(now / 1000) + 2 });
    await watched.identify(`Bearer ${token}`);
    const before = asked;
    await watched.identify(`Bearer ${token}`);
    expect(asked).toBe(before);

    now += 3_000;
    // Its issuer's rules allow five seconds between clocks; our memory allows none.
    await expect(watched.identify(`Bearer ${token}`)).resolves.toMatchObject({ person: 'somebody' });
  });

  it.each([
    ['has expired', () => sign({ exp: Math.floor(Date.now() / 1000) - 10 })],
    ['is for another audience', () => sign({ aud: 'other' })],
    ['comes from another issuer', () => sign({ iss: 'https://elsewhere.example' })],
    ['is not valid yet', () => sign({ nbf: Math.floor(Date.now() / 1000) + 60 })],
    ['never expires', () => sign({}, rsa.privateKey, undefined, ['exp'])],
    ['names nobody', () => sign({}, rsa.privateKey, undefined, ['sub'])],
    ['was signed by a stranger', () => sign({}, stranger.privateKey)],
    ['chose an algorithm that both sides can sign with', () => sign({}, shared as never, { alg: 'HS256', kid: 'k1' })],
    [
      'chose to go unsigned',
      () => Promise.resolve(new UnsecuredJWT({ iss: issuer, aud: 'huying', sub: 'a', exp: 9_999_999_999 }).encode()),
    ],
    ['was changed', async () => (await sign({})).replace(/\.([^.]{4})/, '.AAAA')],
    ['is no token', () => Promise.resolve('a.b.c')],
  ])('is refused when it %s', async (_, make) => {
    await expect(identifier().identify(`Bearer ${await make()}`)).rejects.toThrow('TOKEN_INVALID');
  });

  it.each(['', 'Basic abc', 'Bearer', 'Bearer a b', `Bearer ${'a'.repeat(9000)}.b.c`])('is not %s', async (header) => {
    await expect(identifier().identify(header)).rejects.toThrow('TOKEN_INVALID');
  });

  it('is asked for where there is none', async () => {
    await expect(identifier().identify(undefined)).rejects.toThrow('UNAUTHENTICATED');
  });

  it('cannot take a name of ours', async () => {
    for (const sub of ['anonymous', 'system:timer', 'case:1', 'someone@example.org', '张三']) {
      expect((await identifier().identify(`Bearer ${await sign({ sub })}`)).person).toMatch(/^h:[0-9a-f]{64}$/);
    }
  });
});

describe('a provider that is away', () => {
  it('is a service that is away, not a bad token, and is asked again', async () => {
    const patient = identifier();
    const token = await sign({});
    down = true;
    await expect(patient.identify(`Bearer ${token}`)).rejects.toThrow('SERVICE_UNAVAILABLE');

    down = false;
    await expect(patient.identify(`Bearer ${token}`)).resolves.toMatchObject({ person: 'somebody' });
  });
});
