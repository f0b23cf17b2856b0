import type { FastifyInstance, FastifyRequest } from 'fastify';
import { edgeProblem } from './problem-exception.js';

const jsonMediaType = /^application\/json\s*(?:;|$)/i;

/**
 * Reads bodies as bytes and keeps them: the internal token's digest is over bytes, and a file is nothing else.
 * JSON is parsed strictly (no `__proto__`, no `constructor.prototype`, no text that UTF-8 or PostgreSQL cannot hold); other media types
 * are for routes that take files.
 */
export function readBodiesAsBytes(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(jsonMediaType, { parseAs: 'buffer' }, (request: FastifyRequest, bytes: Buffer, done) => {
    request.bodyBytes = bytes;
    if (takesFile(request)) {
      done(null, bytes);
      return;
    }
    const text = bytes.toString('utf8');
    // The parser's own message quotes the input, which may be somebody's words: it goes no further.
    void parseJson(request, text, (error, value) => {
      if (error === null && (!text.includes('\\u') || isStorable(value))) done(null, value);
      else done(edgeProblem('MALFORMED_JSON'));
    });
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, bytes: Buffer, done) => {
    request.bodyBytes = bytes;
    if (takesFile(request) || bytes.length === 0) done(null, bytes.length === 0 ? undefined : bytes);
    else done(edgeProblem('UNSUPPORTED_MEDIA_TYPE'));
  });
}

const takesFile = (request: FastifyRequest): boolean => request.routeOptions.config.takesFile === true;

/** False where a text of the value holds half a surrogate pair or a NUL, which only an escape can smuggle in. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}|\0/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => isStorable(key) && isStorable(member));
}
