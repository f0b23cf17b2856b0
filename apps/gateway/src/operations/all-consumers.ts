import { operationsPath, services, type ConsumerReport, type ConsumersAnswer, type Route, type ServiceName } from '@huying/contracts';
import type { Caller, Consumptions } from '@huying/platform-nest';
import type { FastifyInstance } from 'fastify';
import { buffer } from 'node:stream/consumers';
import { authorise, type Authorisation } from '../api/authorisation.js';
import { callService, type Forwarding } from '../api/forwarding.js';
import type { Limiters } from '../limits/rate-limits.js';

export interface AllConsumersDependencies {
  readonly row: Route;
  readonly authorisation: Authorisation;
  readonly forwarding: Forwarding;
  readonly limiters: Limiters;
  /** The gateway's own. */
  readonly consumptions: Consumptions;
}

/** `GET /v1/operations/consumers`: every consumer of every service, the gateway's own among them, and which service gave no answer. */
export function serveAllConsumers(fastify: FastifyInstance, dependencies: AllConsumersDependencies): void {
  const { row, authorisation, forwarding, limiters, consumptions } = dependencies;
  fastify.get(row.path, async (request, reply) => {
    const caller = await authorise(authorisation, row, request);
    request.caller = caller;
    await limiters.ofPerson(request);
    const told = await Promise.all(services.map((service) => consumersOf(forwarding, service, caller)));
    const own = await Promise.all(consumptions.all().map((each) => ownReport(each)));
    const unavailable = services.filter((_, n) => told[n] === undefined);
    return reply.header('cache-control', 'no-store').send({ items: [...own, ...told.flatMap((each) => each ?? [])], unavailable });
  });
}

/** Undefined where the service is away, or could not say. */
async function consumersOf(forwarding: Forwarding, service: ServiceName, caller: Caller): Promise<readonly ConsumerReport[] | undefined> {
  const call = { method: 'GET', path: operationsPath(service), body: undefined };
  const answer = await callService(forwarding, service, call, caller).catch(() => undefined);
  if (answer === undefined) return undefined;
  const bytes = Buffer.isBuffer(answer.body) ? answer.body : await buffer(answer.body);
  return answer.status === 200 ? (JSON.parse(bytes.toString('utf8')) as ConsumersAnswer).items : undefined;
}

async function ownReport({ consumer, consumption }: ReturnType<Consumptions['all']>[number]): Promise<ConsumerReport> {
  const { state, reason } = consumption.status();
  const positions = Object.fromEntries(consumption.positions());
  return { service: 'gateway', consumer, state, reason: reason ?? null, positions, parkedEvents: (await consumption.parked()).length };
}
