import fastify from 'fastify';
import { serveHealth } from '../health/health-routes.js';
import type { ReadinessCheck } from '../health/readiness.js';
import { serveMetrics, type Metrics } from './metrics.js';

export interface MetricsAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface MetricsListener {
  /** `http://127.0.0.1:9464` */
  readonly address: string;
  close(): Promise<void>;
}

/** A port for operators beside one that the public reaches: `/metrics`, and health with its reasons. */
export async function openMetricsListener(
  { host, port }: MetricsAddress,
  metrics: Metrics,
  checks: () => readonly ReadinessCheck[],
): Promise<MetricsListener> {
  const server = fastify({ logger: false, forceCloseConnections: true });
  serveMetrics(server, metrics);
  serveHealth(server, checks);
  return { address: await server.listen({ host, port }), close: () => server.close() };
}
