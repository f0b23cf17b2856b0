import { isSpanContextValid, trace, type SpanContext } from '@opentelemetry/api';

const traceparentForm = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The span that a `traceparent` (W3C Trace Context) names; undefined where it is none. */
export function spanContextOf(traceparent: string | undefined): SpanContext | undefined {
  if (traceparent === undefined) return undefined;
  const [, traceId = '', spanId = '', flags = ''] = traceparentForm.exec(traceparent) ?? [];
  const context = { traceId, spanId, traceFlags: parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

export const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string => `00-${traceId}-${spanId}-0${String(traceFlags & 1)}`;

/** The `traceparent` of the work under way; undefined where nobody traces it. Without a tracing SDK it costs a function call. */
export function activeTraceparent(): string | undefined {
  const active = trace.getActiveSpan()?.spanContext();
  return active === undefined ? undefined : traceparentOf(active);
}

/** What a log line says of a trace, under the names of OpenTelemetry. */
export interface TraceFields {
  readonly trace_id?: string;
  readonly span_id?: string;
}

export const traceFieldsOf = (span: SpanContext | undefined): TraceFields =>
  span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
