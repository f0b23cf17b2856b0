import type { FastifyInstance } from 'fastify';
import type { Route } from '@huying/contracts';

/** `/v1/cases/{caseId}` as routers write it: `/v1/cases/:caseId`. */
export const routerPathOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Gives the routes that take files their own limit; all others keep the limit of forms. */
export function limitBodiesByRoute(fastify: FastifyInstance, rows: readonly Route[]): void {
  const bytesMaxOf = new Map(
    rows.flatMap(({ method, path, bytesMax }) => (bytesMax === undefined ? [] : [[`${method} ${routerPathOf(path)}`, bytesMax]])),
  );
  fastify.addHook('onRoute', (route) => {
    const bytesMax = [route.method].flat().map((method) => bytesMaxOf.get(`${method} ${route.url}`))[0];
    if (bytesMax === undefined) return;
    route.bodyLimit = bytesMax;
    route.config = { ...route.config, takesFile: true };
  });
}
