import { policyEventTypes } from '@huying/contracts';
import type { DeadlinePolicy } from '@huying/domain-deadline';
import type { PolicyVersionAdopted } from '@huying/domain-directory';
import { defineProjection } from '@huying/event-bus';

export interface PolicyRow {
  readonly area: string;
  readonly version: string;
  readonly digest: string;
  readonly effectiveFrom: string;
  readonly adoptedAt: string;
  readonly adoptedBy: string;
  /** Order of adoption. */
  readonly position: number;
  readonly policy: DeadlinePolicy;
}

/** Every deadline policy that an area has adopted. */
export const policies = defineProjection<PolicyVersionAdopted, PolicyRow>({
  name: 'policies_v1',
  types: policyEventTypes,
  columns: {
    area: 'text',
    version: 'text',
    digest: 'text',
    effectiveFrom: 'instant',
    adoptedAt: 'instant',
    adoptedBy: 'text',
    position: 'long',
    policy: 'json',
  },
  key: ({ data }) => `${data.area}:${data.version}`,
  on: {
    PolicyVersionAdopted: ({ data, time, actor, position }) => ({ ...data, adoptedAt: time, adoptedBy: actor, position }),
  },
});
