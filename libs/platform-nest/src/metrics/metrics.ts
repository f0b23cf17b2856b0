import type { AppendObserver, LogReader } from '@huying/event-store';
import type { Clock } from '@huying/platform';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Following } from '../health/consumer-checks.js';
import type { OverdueWork } from '../health/overdue-work.js';
import { appendMetrics } from './append-metrics.js';
import { countCalls } from './call-metrics.js';
import { sampleTransactions } from './database-sample.js';
import { followingMetrics } from './following-metrics.js';
import { Sampling } from './sampling.js';

interface Watched extends Following {
  readonly dataSource: DataSource;
  /** Not the event store: while appends hold its connections, how far the log is could not be asked. */
  readonly ownLog?: Pick<LogReader, 'head'> | undefined;
  readonly overdue?: readonly OverdueWork[];
}

/**
 * The metrics of one service. Each service has a registry of its own: in one process six of them live side by side. Names and meanings
 * are in docs/runbooks/metrics.md. No label holds a person, a case, or anything else without a bound.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly sampling = new Sampling(this.registry);
  /** To be given to the event store; a service without a log leaves it alone. */
  readonly appends: AppendObserver;

  /** @param service goes on every line: `intake`. */
  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    this.appends = appendMetrics(this.registry);
    collectDefaultMetrics({ register: this.registry });
  }

  countCalls(fastify: FastifyInstance): void {
    countCalls(fastify, this.registry);
  }

  /** Follows a service's database and consumers, its log where it has one, and what of its work is late. To be called once. */
  watch(side: Watched, clock: Clock): void {
    followingMetrics(this.registry, side, clock, this.sampling);
    this.watchTransactions(side.dataSource);
    this.watchOverdue(side.overdue ?? []);
    if (side.ownLog !== undefined) this.watchLog(side.ownLog);
  }

  /** In Prometheus's text format. */
  async text(): Promise<string> {
    await this.sampling.take();
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  private watchLog(log: Pick<LogReader, 'head'>): void {
    const head = new Gauge({
      name: 'huying_log_head_position',
      help: 'Position of the last event of the own log.',
      registers: [this.registry],
    });
    this.sampling.add('log', async () => {
      const position = await log.head();
      return () => head.set(position);
    });
  }

  private watchOverdue(overdue: readonly OverdueWork[]): void {
    const gauge = new Gauge({
      name: 'huying_overdue_work',
      help: 'Pieces of work of the service that should have been done by now.',
      labelNames: ['work'],
      registers: [this.registry],
    });
    for (const late of overdue) {
      this.sampling.add(`overdue ${late.work}`, async () => {
        const count = await late.count();
        return () => gauge.set({ work: late.work }, count);
      });
    }
  }

  private watchTransactions(dataSource: DataSource): void {
    const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [this.registry] });
    const seconds = gauge('huying_database_oldest_transaction_seconds', 'Age of the oldest open transaction on the own database.');
    const xminAge = gauge('huying_database_oldest_xmin_age_transactions', 'How many transactions ago the oldest snapshot was taken.');
    const seen = gauge('huying_database_transactions_visible', '1 when the transactions of other roles are seen as well, else 0.');
    this.sampling.add('transactions', async () => {
      const sample = await sampleTransactions(dataSource);
      return () => {
        seconds.set(sample.oldestTransactionSeconds);
        xminAge.set(sample.oldestXminAge);
        seen.set(sample.seesOthers ? 1 : 0);
      };
    });
  }
}

/** `/metrics`, for Prometheus. It is served on ports that only operators reach, and asks for no token. */
export function serveMetrics(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.get('/metrics', async (_request, reply) => {
    const text = await metrics.text();
    return reply.header('content-type', metrics.contentType).header('cache-control', 'no-store').send(text);
  });
}
