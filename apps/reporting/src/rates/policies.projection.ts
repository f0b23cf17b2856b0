import { policyEventTypes } from '@huying/contracts';
import type { PolicyVersionAdopted } from '@huying/domain-directory';
import { defineProjection } from '@huying/event-bus';

export interface PolicyRow {
  readonly area: string;
  readonly version: string;
  readonly digest: string;
  readonly effectiveFrom: string;
  /** Order of adoption. */
  readonly position: number;
  readonly policy: PolicyVersionAdopted['data']['policy'];
}

/** Every policy that an area has adopted: how late a record may come is policy (RULES §2). */
export const policies = defineProjection<PolicyVersionAdopted, PolicyRow>({
  name: 'policies_v1',
  types: policyEventTypes,
  columns: { area: 'text', version: 'text', digest: 'text', effectiveFrom: 'instant', position: 'long', policy: 'json' },
  key: ({ data }) => `${data.area}:${data.version}`,
  on: {
    PolicyVersionAdopted: ({ data: { area, version, digest, effectiveFrom, policy }, position }) => ({
      area,
      version,
      digest,
      effectiveFrom,
      position,
      policy,
    }),
  },
});
