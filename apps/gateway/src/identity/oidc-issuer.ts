import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { edgeProblem } from '@huying/platform-nest';
import { IsUrl, validateSync } from 'class-validator';
import type { OidcSettings } from '../gateway-config.js';
import { tokenIssuer, type TokenIssuer } from './token-issuer.js';

const discoveryTimeoutMs = 3_000;
/** Asymmetric only: whoever can verify must not be able to sign. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

class Discovery {
  readonly issuer!: string;
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false }) readonly jwks_uri!: string;
}

/**
 * Any OIDC provider, by its discovery document. It is asked when the first token comes, and again until it answers: the gateway starts
 * without it. Keys are cached and fetched anew when a token names one that is not known.
 */
export function oidcIssuer({ issuer, audience }: OidcSettings): TokenIssuer {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discovered = (): Promise<JWTVerifyGetKey> => {
    keys ??= discover(issuer).catch((cause: unknown) => {
      keys = undefined;
      throw edgeProblem('SERVICE_UNAVAILABLE', { cause });
    });
    return keys;
  };
  return tokenIssuer({ issuer, audience, algorithms }, async (header, token) => {
    const find = await discovered();
    return find(header, token);
  });
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(discoveryTimeoutMs), redirect: 'error' });
  if (!response.ok) throw new Error(`the identity provider answered its discovery document with ${response.status}`);
  const found = Object.assign(new Discovery(), await response.json());
  // OIDC Discovery §4.3: a document of another issuer must not be used.
  if (found.issuer !== issuer || validateSync(found).length > 0)
    throw new Error("the identity provider's discovery document is not its own");
  return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: discoveryTimeoutMs, cooldownDuration: 10_000 });
}
