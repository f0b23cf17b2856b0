/** Where spans go, and how many of them. */
export interface TracingSettings {
  /** Base address of an OTLP/HTTP receiver: `http://collector:4318`. */
  readonly endpoint: string;
  /** Share of the requests that are traced, 0 to 1. A request is traced through all services or not at all. */
  readonly sampleRatio: number;
}

/** The environment variables of tracing, as settings classes declare them. */
export interface TracingEnvironment {
  readonly HUYING_OTLP_ENDPOINT?: string;
  readonly HUYING_TRACE_RATIO: number;
}

/** Undefined while no receiver is set: nothing is traced, and no tracing code is loaded. */
export function tracingOf({ HUYING_OTLP_ENDPOINT, HUYING_TRACE_RATIO }: TracingEnvironment): TracingSettings | undefined {
  return HUYING_OTLP_ENDPOINT === undefined ? undefined : { endpoint: HUYING_OTLP_ENDPOINT, sampleRatio: HUYING_TRACE_RATIO };
}

/** Takes the standard's own name for the receiver where ours is not set. */
export const withStandardNames = (env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> => {
  const endpoint = env['HUYING_OTLP_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return endpoint === undefined ? env : { ...env, HUYING_OTLP_ENDPOINT: endpoint };
};
