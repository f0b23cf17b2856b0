import { policyFaults, type DeadlinePolicy } from '@huying/domain-deadline';
import type { Command, Decider, Fact } from '@huying/kernel';
import { adopt, type Adopted, type Adoption, type AdoptionRefusal } from './adoption.js';

export type PolicyVersionAdopted = Fact<'PolicyVersionAdopted', Adoption & { readonly policy: DeadlinePolicy }>;
export type AdoptPolicy = Command<'AdoptPolicy', Adoption & { readonly policy: DeadlinePolicy }>;

/** `policy-<area>`: the deadline policies that an area has adopted, each version once. */
export const policyDecider: Decider<Adopted, AdoptPolicy, PolicyVersionAdopted, AdoptionRefusal> = {
  initial: {},
  decide: ({ data, actor }, adopted) => adopt(data, actor, adopted, faultsOf(data), { type: 'PolicyVersionAdopted', data }),
  evolve: (adopted, { data }) => ({ ...adopted, [data.version]: data.digest }),
};

const faultsOf = ({ version, policy }: AdoptPolicy['data']): readonly string[] => [
  ...(policy.version === version ? [] : ['policy.version: differs from the version adopted']),
  ...policyFaults(policy),
];
