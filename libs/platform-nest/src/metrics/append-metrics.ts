import type { AppendEnd, AppendObserver } from '@huying/event-store';
import { Histogram, type Registry } from 'prom-client';

/** How long appends take, and how many commands share a statement (DESIGN §4). */
export function appendMetrics(registry: Registry): AppendObserver {
  const durations = new Histogram({
    name: 'huying_append_duration_seconds',
    help: 'From the call of append to its durable answer, waiting for a batch included.',
    labelNames: ['end'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 15],
    registers: [registry],
  });
  const batches = new Histogram({
    name: 'huying_append_batch_commands',
    help: 'Commands in one append statement.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers: [registry],
  });
  // Bound once: the append path pays for one observation, not for finding its labels.
  const ends = {
    appended: durations.labels('appended'),
    conflict: durations.labels('conflict'),
    mismatch: durations.labels('mismatch'),
    failed: durations.labels('failed'),
  } as const satisfies Record<AppendEnd, unknown>;
  return {
    ended: (end, seconds) => ends[end].observe(seconds),
    sent: (commands) => batches.observe(commands),
  };
}
