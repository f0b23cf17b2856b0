import type { FastifyInstance } from 'fastify';
import { edgeProblem, type ProblemException } from './problem-exception.js';

const notAsked = new Set(['HEAD', 'OPTIONS']);

/** Remembers the routes of a server, to tell a wrong method (405, with Allow) from a wrong address (404), and what it serves. */
export function watchRoutes(fastify: FastifyInstance): (path: string) => ProblemException {
  const methodsOf = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const methods = methodsOf.get(url) ?? new Set<string>();
    for (const name of [method].flat()) if (!notAsked.has(name)) methods.add(name);
    methodsOf.set(url, methods);
  });
  fastify.decorate('servedRoutes', () =>
    [...methodsOf].flatMap(([url, methods]) => [...methods].map((method) => `${method} ${url}`)).sort(),
  );
  return (path) => {
    const segments = path.split('/');
    const allowed = [...methodsOf].filter(([url]) => matches(url.split('/'), segments)).flatMap(([, methods]) => [...methods]);
    if (allowed.length === 0) return edgeProblem('NOT_FOUND');
    return edgeProblem('METHOD_NOT_ALLOWED', { headers: { allow: [...new Set(allowed)].sort().join(', ') } });
  };
}

const matches = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.length === segments.length && pattern.every((part, index) => part.startsWith(':') || part === segments[index]);
