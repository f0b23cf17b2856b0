import { context, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import type { TracingSettings } from './tracing-settings.js';

/** One provider a service, for each needs a resource of its own; the context of the work under way is the process's. */
export function createTracing(
  service: string,
  { endpoint, sampleRatio }: TracingSettings,
): { readonly tracer: Tracer; shutdown(): Promise<void> } {
  // Answers false where another service of this process has set it already.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `huying-${service}`, 'service.namespace': 'huying' }),
    sampler: samplerOf(service, sampleRatio),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href }),
        scheduledDelayMillis: 1_000,
      }),
    ],
  });
  return { tracer: provider.getTracer('huying'), shutdown: () => provider.shutdown() };
}

/**
 * Services follow what the gateway has decided. The gateway decides by trace id, also for a caller who says that his trace is sampled:
 * whoever is outside must not be able to have everything traced.
 */
function samplerOf(service: string, ratio: number): Sampler {
  const byTraceId = new TraceIdRatioBasedSampler(ratio);
  return service === 'gateway'
    ? new ParentBasedSampler({ root: byTraceId, remoteParentSampled: byTraceId, remoteParentNotSampled: new AlwaysOffSampler() })
    : new ParentBasedSampler({ root: byTraceId });
}
