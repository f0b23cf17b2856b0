import rateLimit from '@fastify/rate-limit';
import { edgeProblem } from '@huying/platform-nest';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RateLimits } from '../gateway-config.js';

type Limiter = (request: FastifyRequest) => Promise<void>;

/** Limits that count in this process: calls of a person, whatever the address, and calls of an address, signed in or not. */
export interface Limiters {
  readonly ofAddress: Limiter;
  /** Asked once the person is known. */
  readonly ofPerson: Limiter;
}

const rememberedMax = 20_000;
const unlimited: Limiter = () => Promise.resolve();

export async function createLimiters(fastify: FastifyInstance, { perAddress, perPerson }: RateLimits): Promise<Limiters> {
  await fastify.register(rateLimit, { global: false, cache: rememberedMax });
  const limiter = (max: number, keyOf: (request: FastifyRequest) => string): Limiter => {
    if (max === 0) return unlimited;
    const count = fastify.createRateLimit({ max, timeWindow: '1 minute', keyGenerator: keyOf });
    return async (request) => {
      const counted = await count(request);
      if (counted.isAllowed || !counted.isExceeded) return;
      throw edgeProblem('TOO_MANY_REQUESTS', { headers: { 'retry-after': String(Math.max(1, counted.ttlInSeconds)) } });
    };
  };
  return {
    ofAddress: limiter(perAddress, (request) => `a:${request.ip}`),
    ofPerson: limiter(perPerson, (request) => `p:${request.caller?.actor.person ?? request.ip}`),
  };
}
