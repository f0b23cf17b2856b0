import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceName } from '@huying/contracts';
import type { EventStore } from '@huying/event-store';
import type { Clock } from '@huying/platform';
import { edgeProblem } from '../http/problem-exception.js';
import { seenPosition } from '../outcome/unwrap.js';
import type { Consumptions } from './consumptions.js';
import { formatSeen, parseSeen, seenHeader } from './seen.js';

/** How long a call waits for this service to catch up with what its caller has seen. */
export const seenTimeoutMs = 2000;

export interface ReadYourWritesOptions {
  readonly service: ServiceName;
  readonly store: Pick<EventStore, 'head'>;
  readonly consumptions: Consumptions;
  readonly clock: Clock;
}

/**
 * A user reads his own writes (DESIGN §2): a write's answer says in `Huying-Seen` how far its log had come, and a call that carries
 * the header waits until this service's consumers are as far, or is answered READ_BEHIND.
 */
export function letUsersReadTheirWrites(fastify: FastifyInstance, { service, store, consumptions, clock }: ReadYourWritesOptions): void {
  fastify.addHook('preHandler', async (request: FastifyRequest) => {
    const text = request.caller?.seen;
    if (text === undefined || text === '') return;
    const seen = parseSeen(text);
    const deadline = clock.now() + seenTimeoutMs;
    const left = () => Math.max(0, deadline - clock.now());
    if (!(await consumptions.reached(seen, left()))) throw edgeProblem('READ_BEHIND');
    // What came from elsewhere may have made this service append (a hand-over): its own views must hold that too.
    const cameFromElsewhere = [...seen.keys()].some((source) => source !== service);
    if (!cameFromElsewhere || !consumptions.positions().has(service)) return;
    const own = new Map([[service, await store.head()]]);
    if (!(await consumptions.reached(own, left()))) throw edgeProblem('READ_BEHIND');
  });

  fastify.addHook('preSerialization', async (_request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const position = seenPositionOf(payload);
    if (position === undefined) return payload;
    reply.header(seenHeader, formatSeen(new Map([[service, position === 'head' ? await store.head() : position]])));
    return payload;
  });
}

function seenPositionOf(payload: unknown): number | 'head' | undefined {
  if (typeof payload !== 'object' || payload === null || !(seenPosition in payload)) return undefined;
  return payload[seenPosition] as number | 'head';
}
