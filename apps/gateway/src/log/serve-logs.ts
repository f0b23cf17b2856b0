import { logRoutes, type Route } from '@huying/contracts';
import { edgeProblem, routerPathOf } from '@huying/platform-nest';
import type { FastifyInstance } from 'fastify';
import type { ApiDependencies } from '../api/api-routes.js';
import { authorise } from '../api/authorisation.js';
import { forward } from '../api/forwarding.js';

/** For the router: the last part of a tile's address is as long as it likes. */
const addressOf = ({ path, takesRest }: Route): string => routerPathOf(takesRest === true ? path.replace(/\{\w+\}$/, '*') : path);

export function serveLogs(fastify: FastifyInstance, demo: boolean, { authorisation, forwarding, limiters }: ApiDependencies): void {
  for (const row of logRoutes(demo)) {
    fastify.get(addressOf(row), {
      onRequest: async (request) => {
        request.caller = await authorise(authorisation, row, request);
        await limiters.ofPerson(request);
      },
      handler: async (request, reply) => {
        if (request.caller === undefined) throw edgeProblem('UNAUTHENTICATED');
        return forward(forwarding, row, request, reply, request.caller);
      },
    });
  }
}
