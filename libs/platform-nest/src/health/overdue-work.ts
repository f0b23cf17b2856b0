import type { ReadinessCheck } from './readiness.js';

/**
 * Work of a service that must be done by a certain time, whoever else takes part in it. What is late is told in `/health/ready` and counted
 * in `/metrics`; it blocks nothing, for calls are answered all the same.
 */
export interface OverdueWork {
  /** Names the check (`overdue erasures`) and labels the metric (`erasures`); the same for ever. */
  readonly work: string;
  /** How much of it is late now; 0 when all is well. */
  count(): Promise<number>;
  /** What is late, and what to do: a sentence for operators, without personal data. */
  told(count: number): string;
}

export const overdueChecks = (overdue: readonly OverdueWork[]): readonly ReadinessCheck[] =>
  overdue.map((late) => ({
    name: `overdue ${late.work}`,
    weight: 'tells',
    async check() {
      const count = await late.count();
      return count === 0 ? undefined : late.told(count);
    },
  }));
