import { Counter, type Registry } from 'prom-client';
import { Sampled } from './sampled.js';

/** Sets gauges to what was found. */
type Show = () => void;

/** What a scrape asks of databases: each question at most every few seconds, and none for longer than a scrape can wait. */
export class Sampling {
  private readonly samples: Sampled<Show>[] = [];
  private readonly failures: Counter<'sample'>;

  constructor(
    registry: Registry,
    private readonly options: { readonly keepMs: number; readonly timeoutMs: number } = { keepMs: 5_000, timeoutMs: 1_000 },
  ) {
    this.failures = new Counter({
      name: 'huying_sample_failures_total',
      help: 'Samples that could not be had in time; their gauges keep the last value.',
      labelNames: ['sample'],
      registers: [registry],
    });
  }

  add(name: string, ask: () => Promise<Show>): void {
    this.failures.inc({ sample: name }, 0);
    this.samples.push(new Sampled(ask, { ...this.options, onFailure: () => this.failures.inc({ sample: name }) }));
  }

  /** Resolves when every gauge shows what could be had. Never rejects. */
  async take(): Promise<void> {
    for (const show of await Promise.all(this.samples.map((sample) => sample.now()))) show?.();
  }
}
