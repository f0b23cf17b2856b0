import { refused, type Decision } from './decision.js';
import type { Fact, NewFact } from './fact.js';
import { judge, type PolicyGuard, type PolicyGuards } from './policy-guards.js';

/** Data of a fact that may have been let in although it breaks a policy guard. */
export interface Breachable {
  readonly breaches?: readonly PolicyGuard[];
}

/**
 * Weighs the policy guards that a command breaks (DESIGN §1, invariant 11). The first that the policy does not flag refuses, with its
 * code; flagged ones are written into the fact that breaks them, the first one, where every auditor sees them.
 */
export function guarded<F extends Fact, Code extends string, Guard extends PolicyGuard>(
  broken: readonly Guard[],
  flagged: PolicyGuards | undefined,
  codes: Readonly<Record<Guard, Code>>,
  decide: () => Decision<F, Code>,
): Decision<F, Code> {
  const { refusing, breaches } = judge(broken, flagged);
  if (refusing !== undefined) return refused(codes[refusing as Guard]);
  const decision = decide();
  if (breaches.length === 0 || decision.kind === 'refused') return decision;
  const [first, ...others] = decision.facts;
  if (first === undefined) return decision;
  const marked: NewFact<F> = { ...first, data: { ...(first.data as object), breaches } };
  return { kind: 'happened', facts: [marked, ...others] };
}
