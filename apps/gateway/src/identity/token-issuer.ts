import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { edgeProblem } from '@huying/platform-nest';
import { personOf, type Identity } from './identity.js';

/** Somebody who may sign people in. */
export interface TokenIssuer {
  readonly issuer: string;
  /** @throws TOKEN_INVALID, or SERVICE_UNAVAILABLE when the issuer's keys cannot be had. */
  verify(token: string): Promise<Identity>;
}

export interface IssuerRules {
  readonly issuer: string;
  readonly audience: string;
  /** Signature algorithms that are accepted; a token cannot choose another, symmetric ones and `none` least of all. */
  readonly algorithms: readonly string[];
}

/** Clocks of two machines may differ by so much. */
const clockToleranceSeconds = 5;

/** Verifies tokens of one issuer against its keys: signature, algorithm, issuer, audience, times, subject. */
export function tokenIssuer({ issuer, audience, algorithms }: IssuerRules, keys: JWTVerifyGetKey): TokenIssuer {
  return {
    issuer,
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms: [...algorithms],
          requiredClaims: ['exp', 'sub'],
          clockTolerance: clockToleranceSeconds,
        });
        if (payload.sub === undefined || payload.sub === '' || payload.exp === undefined) throw invalidToken();
        return { person: personOf(payload.sub), expiresAt: payload.exp * 1000 };
      } catch (error) {
        throw isTokenFault(error) ? invalidToken() : error;
      }
    },
  };
}

export const invalidToken = () =>
  edgeProblem('TOKEN_INVALID', { headers: { 'www-authenticate': 'Bearer realm="huying", error="invalid_token"' } });

/** What jose finds wrong with a token; all else is trouble with fetching keys. */
function isTokenFault(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  return !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC';
}
