import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span, type Tracer } from '@opentelemetry/api';
import { spanContextOf } from '@huying/platform';
import type { Delivery } from './event-bus.js';

/**
 * A span for each delivery, from the beginning of the transaction that settles it to its commit, under the span that recorded the event:
 * so that one trace shows a request through every consumer. Messaging conventions of OpenTelemetry; batches are told by their size.
 * An event whose request was not sampled, or not traced at all, has none.
 */
export class DeliverySpans {
  constructor(
    private readonly tracer: Tracer,
    private readonly consumer: string,
  ) {}

  begin(deliveries: readonly Delivery[]): OpenDeliverySpans {
    const spans = new Map<Delivery, Span>();
    for (const delivery of deliveries) {
      const parent = spanContextOf(delivery.envelope.traceparent);
      if (parent === undefined || parent.traceFlags === 0) continue;
      const { source, recorded, envelope } = delivery;
      const attributes = {
        'messaging.system': 'huying',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.destination.name': `huying.${source}.events`,
        'messaging.consumer.group.name': this.consumer,
        'messaging.message.id': envelope.id,
        'messaging.batch.message_count': deliveries.length,
        'huying.event.type': recorded.type,
        'huying.position': recorded.position,
        'huying.correlation_id': envelope.correlationid,
      };
      const name = `process ${this.consumer}`;
      spans.set(delivery, this.tracer.startSpan(name, { kind: SpanKind.CONSUMER, attributes }, trace.setSpanContext(ROOT_CONTEXT, parent)));
    }
    return new OpenDeliverySpans(spans);
  }
}

/** The spans of one transaction. */
export class OpenDeliverySpans {
  constructor(private readonly spans: ReadonlyMap<Delivery, Span>) {}

  /** Runs a handler as part of its delivery's span, so that what it appends belongs there too. */
  within(delivery: Delivery, handle: () => Promise<void>): Promise<void> {
    const span = this.spans.get(delivery);
    return span === undefined ? handle() : context.with(trace.setSpan(ROOT_CONTEXT, span), handle);
  }

  /** To be called once the transaction has ended; with the fault where it was rolled back. */
  end(fault?: unknown): void {
    for (const span of this.spans.values()) {
      if (fault !== undefined)
        span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', fault instanceof Error ? fault.name : 'unknown');
      span.end();
    }
  }
}
