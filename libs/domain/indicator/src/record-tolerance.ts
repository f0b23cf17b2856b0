import { durationOf, type DeadlinePolicy, type Duration } from '@huying/domain-deadline';
import type { RecordTolerance } from './on-time.js';

const msOf: Readonly<Record<Duration['unit'], number>> = {
  min: 60_000,
  h: 3_600_000,
  wh: 3_600_000,
  d: 86_400_000,
  wd: 86_400_000,
};

/** How late a record may come under a policy. Where none is in force no due date was ever stamped, and there is nothing to tolerate. */
export function toleranceOf(policy: Pick<DeadlinePolicy, 'recordTolerance'> | undefined): RecordTolerance {
  if (policy === undefined) return { toleranceMs: 0 };
  const { count, unit } = durationOf(policy.recordTolerance);
  return { toleranceMs: count * msOf[unit] };
}
