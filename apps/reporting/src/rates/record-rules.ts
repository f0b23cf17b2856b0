import { durationOf, type Duration } from '@huying/domain-deadline';
import { inForce } from '@huying/domain-directory';
import type { RecordTolerance } from '@huying/domain-indicator';
import type { Instant } from '@huying/kernel';
import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { policies } from './policies.projection.js';

const msOf: Readonly<Record<Duration['unit'], number>> = {
  min: 60_000,
  h: 3_600_000,
  wh: 3_600_000,
  d: 86_400_000,
  wd: 86_400_000,
};

/** How late a record may come and still count as in time: `recordTolerance` of the policy in force (RULES §2). */
export class RecordRules {
  constructor(private readonly dataSource: DataSource) {}

  /** Where no policy is in force no due date was ever stamped, and there is nothing to tolerate. */
  async at(area: string, at: Instant): Promise<RecordTolerance & { readonly policyVersion: string | null }> {
    const adopted = await readRows(this.dataSource, policies, 'WHERE starts_with($1, area) ORDER BY position', [area]);
    const policy = inForce(adopted, area, at);
    if (policy === undefined) return { toleranceMs: 0, policyVersion: null };
    const { count, unit } = durationOf(policy.policy.recordTolerance);
    return { toleranceMs: count * msOf[unit], policyVersion: policy.version };
  }
}
