import { followingChecks } from '../health/consumer-checks.js';
import type { ReadinessCheck } from '../health/readiness.js';
import type { Infrastructure } from './infrastructure.js';

/** What a service needs to answer calls, and what it follows. Asked anew at each probe: consumers come while the service starts. */
export function infrastructureChecks(
  infrastructure: Pick<Infrastructure, 'store' | 'privacy' | 'dataSource' | 'consumptions' | 'logReaders' | 'bus'>,
): readonly ReadinessCheck[] {
  const { store, privacy, dataSource } = infrastructure;
  return [
    answers('event-store', () => store.head()),
    answers('read-models', () => dataSource.query('SELECT 1')),
    answers('key-store', () => privacy.reachable()),
    ...followingChecks(infrastructure),
  ];
}

const answers = (name: string, ask: () => Promise<unknown>): ReadinessCheck => ({
  name,
  async check() {
    await ask();
    return undefined;
  },
});
