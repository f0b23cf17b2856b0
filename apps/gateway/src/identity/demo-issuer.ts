import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { createLocalJWKSet, exportJWK, SignJWT, type JSONWebKeySet } from 'jose';
import { tokenIssuer, type TokenIssuer } from './token-issuer.js';

/** Signs in the demonstration's users. Exists only with `HUYING_DEMO=on` (DESIGN §9). */
export interface DemoIssuer extends TokenIssuer {
  readonly jwks: JSONWebKeySet;
  issue(person: string, now: number): Promise<{ readonly token: string; readonly expiresInSeconds: number }>;
}

const issuer = 'urn:huying:demo';
const audience = 'huying';
const lifetimeSeconds = 12 * 3600;

/** RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS #8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key derives from the installation's secret, so that a token outlives a restart of the gateway. */
export async function createDemoIssuer(installationKey: KeyObject): Promise<DemoIssuer> {
  const seed = Buffer.from(hkdfSync('sha256', installationKey, '', 'huying/demo-issuer/v1', 32));
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const jwks: JSONWebKeySet = { keys: [{ ...(await exportJWK(createPublicKey(key))), kid: 'demo', alg: 'EdDSA', use: 'sig' }] };
  return {
    ...tokenIssuer({ issuer, audience, algorithms: ['EdDSA'] }, createLocalJWKSet(jwks)),
    jwks,
    async issue(person, now) {
      const seconds = Math.floor(now / 1000);
      const token = await new SignJWT()
        .setProtectedHeader({ alg: 'EdDSA', kid: 'demo', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(person)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetimeSeconds)
        .sign(key);
      return { token, expiresInSeconds: lifetimeSeconds };
    },
  };
}
