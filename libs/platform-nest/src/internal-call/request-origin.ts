import type { KeyObject } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Origin } from '@huying/event-store';
import { derivedId, newId, requestDigest } from '@huying/platform';
import { edgeProblem } from '../http/problem-exception.js';
import type { Caller } from './caller.js';

/**
 * What the envelope records about where a command comes from (DESIGN §3).
 * The command's id hangs on who acts and on his Idempotency-Key; its digest is keyed, for bodies hold personal data.
 */
export function originOf(request: FastifyRequest, requestDigestKey: KeyObject, positionsRead: string): Origin {
  const { caller } = request;
  if (caller === undefined) throw edgeProblem('INTERNAL_TOKEN_INVALID');
  const { actor, correlationId, channel, device, traceparent, condition } = caller;
  return {
    command: {
      id: commandIdOf(request, caller),
      digest: requestDigest(requestDigestKey, { method: request.method, path: request.raw.url ?? '', body: request.body }),
    },
    actor,
    correlationId,
    ...(channel === undefined ? {} : { channel }),
    ...(device === undefined ? {} : { device }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(condition === undefined ? {} : { condition }),
    ...(positionsRead === '' ? {} : { seen: positionsRead }),
  };
}

function commandIdOf(request: FastifyRequest, { actor, idempotencyKey }: Caller): string {
  if (idempotencyKey !== undefined) return derivedId('command', actor.person, idempotencyKey);
  // A read that is itself recorded (an auditor's question, DESIGN §1.9) is a new fact each time.
  if (request.method === 'GET') return newId();
  throw edgeProblem('IDEMPOTENCY_KEY_REQUIRED');
}
