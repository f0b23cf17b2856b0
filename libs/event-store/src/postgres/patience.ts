import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreUnavailable } from '../event-store.js';
import { faultOf } from './faults.js';

const firstPauseMs = 25;
const longestPauseMs = 1_000;

/**
 * Does something again, with growing pauses, while it fails for reasons that waiting cures; gives up with
 * {@link EventStoreUnavailable} once `patienceMs` are used up. `attempt` counts from 0.
 */
export async function patiently<Result>(patienceMs: number, what: string, work: (attempt: number) => Promise<Result>): Promise<Result> {
  const started = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (faultOf(error) !== 'transient') throw error;
      const pauseMs = Math.min(firstPauseMs * 2 ** attempt, longestPauseMs);
      if (performance.now() + pauseMs - started > patienceMs) {
        throw new EventStoreUnavailable(`${what}: the database did not answer for ${patienceMs} ms`, { cause: error });
      }
      await delay(pauseMs);
    }
  }
}
