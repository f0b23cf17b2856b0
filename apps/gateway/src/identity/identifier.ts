import { decodeJwt } from 'jose';
import type { Clock } from '@huying/platform';
import { edgeProblem } from '@huying/platform-nest';
import type { Identity } from './identity.js';
import { invalidToken, type TokenIssuer } from './token-issuer.js';

/** A proof is looked at again after so long, so that a key that its issuer withdrew does not live on here. */
const rememberMs = 5 * 60_000;
const rememberedMax = 10_000;
const bearer = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;
/** Far above any provider's tokens, far below what would be a burden to parse. */
const tokenCharactersMax = 8192;

/** Finds out who calls. Remembers the tokens that it has verified, never longer than they are good. */
export class Identifier {
  private readonly remembered = new Map<string, { readonly identity: Identity; readonly until: number }>();

  constructor(
    private readonly issuers: readonly TokenIssuer[],
    private readonly clock: Clock,
  ) {}

  /** @throws UNAUTHENTICATED without a token, TOKEN_INVALID with a bad one. */
  async identify(authorization: string | undefined): Promise<Identity> {
    if (authorization === undefined) throw edgeProblem('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer realm="huying"' } });
    const token = authorization.length > tokenCharactersMax ? undefined : bearer.exec(authorization)?.[1];
    if (token === undefined) throw invalidToken();
    const now = this.clock.now();
    const known = this.remembered.get(token);
    if (known !== undefined && now < known.until) return known.identity;
    const identity = await this.issuerOf(token).verify(token);
    this.remember(token, identity, now);
    return identity;
  }

  /** Whom the token claims to come from, to choose who verifies it; nothing else is believed before that. */
  private issuerOf(token: string): TokenIssuer {
    const claimed = claimedIssuer(token);
    const issuer = this.issuers.find((candidate) => candidate.issuer === claimed);
    if (issuer === undefined) throw invalidToken();
    return issuer;
  }

  private remember(token: string, identity: Identity, now: number): void {
    this.remembered.delete(token);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= rememberedMax && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(token, { identity, until: Math.min(identity.expiresAt, now + rememberMs) });
  }
}

function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
