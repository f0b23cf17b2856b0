import type { AdoptPolicyBody } from '@huying/contracts';
import type { DeadlinePolicy } from '@huying/domain-deadline';
import type { AdoptionRefusal, AdoptPolicy } from '@huying/domain-directory';
import type { Origin, Outcome, Runner } from '@huying/event-store';
import { epochOf, shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { contentsDigest } from '../rules-in-force/contents-digest.js';

export class AdoptPolicyHandler {
  constructor(
    private readonly runner: Runner<AdoptPolicy, AdoptionRefusal>,
    private readonly clock: Clock,
  ) {}

  /** Adopts a version of the deadline policy for an area (RULES §1.6). Retrying, or adopting the same again, changes nothing. */
  execute({ area, effectiveFrom, policy: body }: AdoptPolicyBody, origin: Origin): Promise<Outcome<AdoptionRefusal>> {
    const at = shanghai(this.clock.now());
    // The form check has held the body to the shape of a policy; what it cannot see, the decider checks.
    const policy = JSON.parse(JSON.stringify(body)) as DeadlinePolicy;
    const from = effectiveFrom === undefined ? at : shanghai(epochOf(effectiveFrom));
    const data = { area, version: policy.version, digest: contentsDigest(policy), effectiveFrom: from, policy };
    return this.runner.run(`policy-${area}`, { type: 'AdoptPolicy', at, actor: origin.actor, data }, origin);
  }
}
