import type { FastifyInstance, FastifyRequest } from 'fastify';
import { entityTag, type VersionVector } from './entity-tag.js';

/** Versions of the streams that an answer shows; turned into `ETag` and never serialised. */
export const shownVersions = Symbol('huying.shownVersions');

/** An answer with the versions of what it shows. */
export type Showing<Body extends object> = Body & { readonly [shownVersions]: VersionVector };

/** Says which versions an answer shows. They MUST be those that it was made of, not later ones: a reader would overwrite what he never saw. */
export const showing = <Body extends object>(body: Body, versions: VersionVector): Showing<Body> => ({
  ...body,
  [shownVersions]: versions,
});

/** Gives the answers that say which versions they show an `ETag` (DESIGN §10). */
export function tellVersions(fastify: FastifyInstance): void {
  const shown = new WeakMap<FastifyRequest, VersionVector>();

  fastify.addHook('preSerialization', (request: FastifyRequest, reply, payload: unknown, done) => {
    const versions = versionsOf(payload);
    if (versions !== undefined && Object.keys(versions).length > 0) {
      // The answer of a write shows nothing but ids: its tag is for the next write.
      if (request.method === 'GET') shown.set(request, versions);
      else reply.header('etag', entityTag(versions));
    }
    done(null, payload);
  });

  fastify.addHook('onSend', (request: FastifyRequest, reply, payload: unknown, done) => {
    const versions = shown.get(request);
    if (versions !== undefined && reply.statusCode === 200 && (typeof payload === 'string' || Buffer.isBuffer(payload)))
      reply.header('etag', entityTag(versions, payload));
    done(null, payload);
  });
}

function versionsOf(payload: unknown): VersionVector | undefined {
  if (typeof payload !== 'object' || payload === null || !(shownVersions in payload)) return undefined;
  return payload[shownVersions] as VersionVector;
}
