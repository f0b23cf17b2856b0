import type { Route } from '@huying/contracts';
import { edgeProblem, jsonBytesMax, routerPathOf } from '@huying/platform-nest';
import type { FastifyInstance } from 'fastify';
import type { Limiters } from '../limits/rate-limits.js';
import { authorise, type Authorisation } from './authorisation.js';
import { checkForm } from './form-of-row.js';
import { forward, type Forwarding } from './forwarding.js';

export interface ApiDependencies {
  readonly authorisation: Authorisation;
  readonly forwarding: Forwarding;
  readonly limiters: Limiters;
}

/**
 * Serves the rows of the public API. Who calls and in which role is settled before a body is read; then its form; then one service is
 * asked, and its answer passed on as it is.
 */
export function serveApi(fastify: FastifyInstance, rows: readonly Route[], { authorisation, forwarding, limiters }: ApiDependencies): void {
  for (const row of rows) {
    fastify.route({
      method: row.method,
      url: routerPathOf(row.path),
      bodyLimit: row.bytesMax ?? jsonBytesMax,
      config: { takesFile: row.bytesMax !== undefined },
      onRequest: async (request) => {
        request.caller = await authorise(authorisation, row, request);
        await limiters.ofPerson(request);
      },
      preHandler: (request) => checkForm(row, { body: request.body, query: request.query }),
      handler: async (request, reply) => {
        if (request.caller === undefined) throw edgeProblem('UNAUTHENTICATED');
        return forward(forwarding, row, request, reply, request.caller);
      },
    });
  }
}
