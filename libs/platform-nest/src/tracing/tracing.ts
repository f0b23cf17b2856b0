import type { Tracer } from '@opentelemetry/api';
import type { Logger } from '@huying/platform';
import type { TracingSettings } from './tracing-settings.js';

/** The tracing of one service, under its own name even where six share a process. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left, for {@link flushMs} at most. Never rejects. */
  close(): Promise<void>;
}

/** A receiver that is away must not hold up the end of a service. */
const flushMs = 1_000;

/** Loads the SDK and starts tracing; undefined, and nothing is loaded, without settings. */
export async function openTracing(service: string, settings: TracingSettings | undefined, logger: Logger): Promise<Tracing | undefined> {
  if (settings === undefined) return undefined;
  const { createTracing } = await import('./create-tracing.js');
  const tracing = createTracing(service, settings);
  return {
    tracer: tracing.tracer,
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, flushMs);
      });
      await Promise.race([late, tracing.shutdown().catch((err: unknown) => logger.warn({ err }, 'the last spans could not be sent'))]);
      clearTimeout(timer);
    },
  };
}
