import type { KeyObject } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '@huying/platform';
import { edgeProblem } from '../http/problem-exception.js';
import { acceptInternalToken, internalTokenSeconds, type AcceptedToken } from './internal-token.js';
import { UsedTokens } from './used-tokens.js';

export const internalTokenHeader = 'huying-internal-token';

/** For operators: a service's port is reached from inside the installation only, and these hold counts and states, nobody's data. */
const open = new Set(['/health/live', '/health/ready', '/metrics']);

export interface GatewayOnlyOptions {
  /** The service's own name: what a token's audience must be. */
  readonly audience: string;
  readonly gatewayPublicKey: KeyObject;
  readonly clock: Clock;
}

/**
 * Refuses every call that the gateway has not signed: all of them, known address or not, before the body is read (DESIGN §2).
 * A token is good for one call: the body's digest is compared once it has been read, and a token comes through only once.
 */
export function acceptGatewayCallsOnly(fastify: FastifyInstance, { audience, gatewayPublicKey, clock }: GatewayOnlyOptions): void {
  const used = new UsedTokens((internalTokenSeconds + 10) * 1000, clock.now());
  const accepted = new WeakMap<FastifyRequest, AcceptedToken>();

  fastify.addHook('onRequest', (request, _reply, done) => {
    const path = request.raw.url ?? '';
    if (open.has(path)) {
      done();
      return;
    }
    const token = request.headers[internalTokenHeader];
    const now = clock.now();
    const found =
      typeof token === 'string' ? acceptInternalToken(gatewayPublicKey, token, { audience, method: request.method, path }, now) : undefined;
    if (found === undefined || !used.takeOnce(found.id, now)) {
      done(edgeProblem('INTERNAL_TOKEN_INVALID'));
      return;
    }
    accepted.set(request, found);
    request.caller = found.caller;
    request.correlationId = found.caller.correlationId;
    done();
  });

  fastify.addHook('preValidation', (request, _reply, done) => {
    const token = accepted.get(request);
    if (token !== undefined && !token.matchesBody(request.bodyBytes)) done(edgeProblem('INTERNAL_TOKEN_INVALID'));
    else done();
  });
}
