import type { FastifyInstance, FastifyRequest } from 'fastify';
import { edgeProblem } from './problem-exception.js';

const jsonMediaType = /^application\/json\s*(?:;|$)/i;

/**
 * Reads bodies as bytes and keeps them: the internal token's digest is over bytes, and a file is nothing else.
 * JSON is parsed strictly (no `__proto__`, no `constructor.prototype`); other media types are for routes that take files.
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
    // The parser's own message quotes the input, which may be somebody's words: it goes no further.
    parseJson(request, bytes.toString('utf8'), (error, value) => {
      if (error === null) done(null, value);
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
