import { SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { traceparentOf } from '@huying/platform';
import { contextOf, endSpan, type Caller } from '@huying/platform-nest';
import type { ServiceAnswer } from '../transports/service-transport.js';

/** One internal call as a client span; what the service does, and all that its events cause, hangs under it. */
export async function tracedCall(
  tracer: Tracer,
  { service, method }: { readonly service: string; readonly method: string },
  caller: Caller,
  call: (caller: Caller) => Promise<ServiceAnswer>,
): Promise<ServiceAnswer> {
  const attributes = { 'http.request.method': method, 'peer.service': `huying-${service}`, 'huying.correlation_id': caller.correlationId };
  const span = tracer.startSpan(`${method} ${service}`, { kind: SpanKind.CLIENT, attributes }, contextOf(caller.traceparent));
  try {
    const answer = await call({ ...caller, traceparent: traceparentOf(span.spanContext()) });
    endSpan(span, answer.status);
    return answer;
  } catch (error) {
    span
      .setStatus({ code: SpanStatusCode.ERROR })
      .setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
      .end();
    throw error;
  }
}
