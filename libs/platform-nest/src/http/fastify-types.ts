import 'fastify';
import type { Span } from '@opentelemetry/api';
import type { Origin } from '@huying/event-store';
import type { Caller } from '../internal-call/caller.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came; undefined where there was none. */
    bodyBytes: Buffer | undefined;
    /** Names the call through all services and in every event that it causes. */
    correlationId: string | undefined;
    /** Who calls, as the gateway's token says; undefined on the gateway and on health checks. */
    caller: Caller | undefined;
    /** The call's own span; undefined where calls are not traced. */
    span: Span | undefined;
  }
  interface FastifyInstance {
    /** Every method and path pattern that is served: `POST /v1/cases/:caseId/acceptance`. */
    servedRoutes(): readonly string[];
    /** Makes the {@link Origin} of a request's command; there on services, not on the gateway. */
    originOf(request: FastifyRequest): Origin;
  }
  interface FastifyContextConfig {
    /** The route's body is a file: raw bytes of any media type. */
    takesFile?: boolean;
  }
}
