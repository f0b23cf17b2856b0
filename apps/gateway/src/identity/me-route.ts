import type { FastifyInstance } from 'fastify';
import type { HeldRoles } from '../authority/held-roles.js';
import type { Identifier } from './identifier.js';

/** `GET /v1/me`: who the caller is and which posts he holds at this moment, so that a front-end can offer what he may do. */
export function serveMe(fastify: FastifyInstance, identifier: Identifier, heldRoles: HeldRoles): void {
  fastify.get('/v1/me', async (request, reply) => {
    const { person } = await identifier.identify(request.headers.authorization);
    return reply.header('cache-control', 'no-store').send({ person, roles: [...(await heldRoles.of(person)), { role: 'RES' }] });
  });
}
