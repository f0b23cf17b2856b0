import type { FastifyInstance } from 'fastify';
import { readinessOf, type ReadinessCheck } from './readiness.js';

/** `/health/live` answers while the process turns; `/health/ready` says what is not ready and why, with 503. */
export function serveHealth(fastify: FastifyInstance, checks: () => readonly ReadinessCheck[]): void {
  fastify.get('/health/live', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const readiness = await readinessOf(checks());
    return reply
      .code(readiness.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  });
}
