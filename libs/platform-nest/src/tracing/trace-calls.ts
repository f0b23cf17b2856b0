import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span, type Tracer } from '@opentelemetry/api';
import { spanContextOf, traceFieldsOf, traceparentOf, type TraceFields } from '@huying/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Asked every few seconds by machines; nobody looks for them. */
const notTraced = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Gives each call a server span, under the span that `parentOf` names, and makes it the context of the handler. Names and attributes hold
 * route patterns and codes; a path may hold an id, a query anything (DESIGN §1, invariant 7).
 */
export function traceCalls(fastify: FastifyInstance, tracer: Tracer, parentOf: (request: FastifyRequest) => string | undefined): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (!notTraced.has(route)) {
      const attributes = { 'http.request.method': request.method, 'http.route': route, 'huying.correlation_id': request.correlationId };
      request.span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, contextOf(parentOf(request)));
    }
    done();
  });
  // Not sooner: a body's arrival leaves the context in which its request began.
  fastify.addHook('preHandler', (request, _reply, done) => {
    if (request.span === undefined) done();
    else
      context.with(trace.setSpan(context.active(), request.span), () => {
        done();
      });
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (request.span !== undefined) endSpan(request.span, reply.statusCode);
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    request.span?.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', 'aborted').end();
    done();
  });
}

/** Ends the span of a call by its status: faults of ours are errors, refusals are not. */
export function endSpan(span: Span, status: number): void {
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(status));
  span.end();
}

/** A context in which new spans are children of the one that a traceparent names. */
export function contextOf(traceparent: string | undefined): Context {
  const parent = spanContextOf(traceparent);
  return parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
}

/** The traceparent under which whatever a call causes is recorded; undefined while calls are not traced. */
export const traceparentOfCall = ({ span }: Pick<FastifyRequest, 'span'>): string | undefined =>
  span === undefined ? undefined : traceparentOf(span.spanContext());

/** For a log line about a call: its own span, or the trace that its caller has named. */
export const traceFieldsOfCall = ({ span, caller }: Pick<FastifyRequest, 'span' | 'caller'>): TraceFields =>
  traceFieldsOf(span?.spanContext() ?? spanContextOf(caller?.traceparent));
