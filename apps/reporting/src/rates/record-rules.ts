import { inForce } from '@huying/domain-directory';
import { toleranceOf, type RecordTolerance } from '@huying/domain-indicator';
import type { Instant } from '@huying/kernel';
import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { policies } from './policies.projection.js';

/** How late a record may come and still count as in time: `recordTolerance` of the policy in force (RULES §2). */
export class RecordRules {
  constructor(private readonly dataSource: DataSource) {}

  async at(area: string, at: Instant): Promise<RecordTolerance & { readonly policyVersion: string | null }> {
    const adopted = await readRows(this.dataSource, policies, 'WHERE starts_with($1, area) ORDER BY position', [area]);
    const policy = inForce(adopted, area, at);
    return { ...toleranceOf(policy?.policy), policyVersion: policy?.version ?? null };
  }
}
