import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

/** Addresses of operators; they would drown the calls of people. */
const notCounted = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Counts every call by route pattern and status, with its duration: a path may hold an id, a pattern never does. Streams of live updates
 * are left out: they last as long as somebody looks at them.
 */
export function countCalls(fastify: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'huying_http_request_duration_seconds',
    help: 'Duration of HTTP requests, by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  // Found once for each route and status: finding its labels costs more than observing.
  const known = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>();
  const durationsOf = (method: string, route: string, status: string) => {
    const key = `${method} ${status} ${route}`;
    const found = known.get(key) ?? durations.labels(method, route, status);
    known.set(key, found);
    return found;
  };
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (!notCounted.has(route) && !isStream(reply.getHeader('content-type')))
      durationsOf(request.method, route, String(reply.statusCode)).observe(reply.elapsedTime / 1000);
    done();
  });
}

const isStream = (type: unknown): boolean => typeof type === 'string' && type.startsWith('text/event-stream');
