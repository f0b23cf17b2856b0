import { inForce } from '@huying/domain-directory';
import { toleranceOf, type RecordRules as Rules } from '@huying/domain-indicator';
import type { Instant } from '@huying/kernel';
import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { policies } from './policies.projection.js';

/** How late a record may come and still count as in time: `recordTolerance` of the policy in force (RULES §2). */
export class RecordRules {
  constructor(private readonly dataSource: DataSource) {}

  /** The rules of any area at a moment. Where no policy is in force no due date was ever stamped, and there is nothing to tolerate. */
  async at(at: Instant): Promise<(area: string) => Rules> {
    const adopted = await readRows(this.dataSource, policies, 'ORDER BY position', []);
    return (area) => {
      const policy = inForce(adopted, area, at);
      return { ...toleranceOf(policy?.policy), policyVersion: policy?.version ?? null };
    };
  }
}
