import { inForce } from '@huying/domain-directory';
import { proposedVolunteeringRules, volunteeringRulesOf, type VolunteeringRules } from '@huying/domain-volunteering';
import { refuseAll, type Instant, type PolicyGuards } from '@huying/kernel';
import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { policies } from './policies.projection.js';

/** What a decision about volunteering stands on; the events name the version (DESIGN §1, invariant 6). */
export interface RulesForDecision {
  readonly rules: VolunteeringRules;
  readonly guards: PolicyGuards;
  readonly policyVersion?: string;
}

/** The policy in force for an area, as far as this service has heard of its adoption. */
export class RulesInForce {
  constructor(private readonly dataSource: DataSource) {}

  /** Before a policy is adopted, the proposed figures count and every guard refuses. */
  async at(area: string, at: Instant): Promise<RulesForDecision> {
    const adopted = await readRows(this.dataSource, policies, 'WHERE starts_with($1, area) ORDER BY position', [area]);
    const policy = inForce(adopted, area, at);
    if (policy === undefined) return { rules: proposedVolunteeringRules, guards: refuseAll };
    return {
      rules: volunteeringRulesOf(policy.policy),
      guards: new Set(policy.policy.guards.flag),
      policyVersion: policy.version,
    };
  }
}
