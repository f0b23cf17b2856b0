import type { Route } from '@huying/contracts';
import { anonymousPerson, parseSeen, ProblemException, traceparentOfCall, type Caller, type Consumptions } from '@huying/platform-nest';
import type { FastifyRequest } from 'fastify';
import { actingRole } from '../authority/acting-role.js';
import type { HeldRole, HeldRoles } from '../authority/held-roles.js';
import type { Identifier } from '../identity/identifier.js';
import { readCallHeaders, traceparentOf, type CallHeaders } from './call-headers.js';

/** How long a refused caller waits for news of a post that he has seen being given. */
const newsTimeoutMs = 2_000;

export interface Authorisation {
  readonly identifier: Identifier;
  readonly heldRoles: HeldRoles;
  readonly consumptions: Consumptions;
}

/** Who calls on a route, in which role: identity, then authority, then the headers of the call. @throws ProblemException */
export async function authorise(authorisation: Authorisation, route: Route, request: FastifyRequest): Promise<Caller> {
  const { authorization } = request.headers;
  const person =
    route.allow === 'public' && authorization === undefined
      ? anonymousPerson
      : (await authorisation.identifier.identify(authorization)).person;
  const headers = readCallHeaders(request.headers, route);
  const role = person === anonymousPerson ? ({ role: 'RES' } as const) : await roleOf(authorisation, route, person, headers);
  return callerOf(request, person, role, headers);
}

async function roleOf({ heldRoles, consumptions }: Authorisation, route: Route, person: string, headers: CallHeaders): Promise<HeldRole> {
  const role = actingRole(route, await heldRoles.of(person), headers);
  if (!(role instanceof ProblemException)) return role;
  // He may just have been given a post: look at the latest, and wait for what he says he has seen.
  if (headers.seen !== undefined) await consumptions.reached(parseSeen(headers.seen), newsTimeoutMs);
  heldRoles.forget(person);
  const latest = actingRole(route, await heldRoles.of(person), headers);
  if (latest instanceof ProblemException) throw latest;
  return latest;
}

function callerOf(request: FastifyRequest, person: string, { role, unit, area }: HeldRole, headers: CallHeaders): Caller {
  const { idempotencyKey, channel, device, seen, condition } = headers;
  const traceparent = traceparentOfCall(request) ?? traceparentOf(request.headers);
  return {
    actor: { person, role, ...(unit === undefined ? {} : { unit }), ...(area === undefined ? {} : { area }) },
    correlationId: request.correlationId ?? '',
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(channel === undefined ? {} : { channel }),
    ...(device === undefined ? {} : { device }),
    ...(seen === undefined ? {} : { seen }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(condition === undefined ? {} : { condition }),
  };
}
