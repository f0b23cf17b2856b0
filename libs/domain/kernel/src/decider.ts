import type { Decision } from './decision.js';
import type { Fact, Recorded } from './fact.js';
import type { Instant } from './instant.js';
import type { PolicyGuards } from './policy-guards.js';

/** Who acts: an opaque person, the role and unit he acts in, and the area of the post that gives it to him. */
export interface Actor {
  readonly person: string;
  readonly role: Role;
  readonly unit?: string;
  readonly area?: string;
  readonly onBehalfOf?: string;
}

/**
 * Roles of `lifecycle.json`, and three of our own: AUL the lead of an audit unit, VOL a registered volunteer, LEA a volunteer team's leader.
 */
export const roles = [
  'RES', 'FQ', 'ACC', 'DIS', 'HAN', 'HLD', 'REV', 'CBK', 'SEC', 'ST', 'DEP', 'SUP', 'SYS', 'AUD', 'AUL', 'DPO', 'VOL', 'LEA',
] as const; // prettier-ignore
/** Whoever holds one of these reads and changes nothing (RULES §1.4, I5). */
export const auditorRoles: ReadonlySet<string> = new Set(['AUD', 'AUL'] satisfies readonly (typeof roles)[number][]);
export type Role = (typeof roles)[number];

/** A wish to change something. The time, the actor and every outside fact are handed in, so that `decide` stays pure. */
export interface Command<Type extends string = string, Data = unknown> {
  readonly type: Type;
  /** When it happened: the command's time, or an earlier one on a back-entry. */
  readonly at: Instant;
  readonly actor: Actor;
  readonly data: Data;
  /** Which policy guards the adopted policy lets through flagged (DESIGN §1, invariant 11). */
  readonly guards?: PolicyGuards;
}

/**
 * The pure core of one stream category (DESIGN §1, EXAMPLES §4).
 *
 * `decide` MUST be pure and MUST answer a repeat that changes nothing with no facts.
 * `evolve` MUST be total: it folds whatever was recorded, even what today's rules would refuse, and ignores what it does not know.
 */
export interface Decider<State, C extends Command, F extends Fact, Code extends string> {
  readonly initial: State;
  decide(command: C, state: State): Decision<F, Code>;
  evolve(state: State, event: Recorded<F>): State;
}

/** Folds recorded events to a state. */
export function fold<State, F extends Fact>(decider: { initial: State; evolve(state: State, event: Recorded<F>): State }, events: Iterable<Recorded<F>>): State {
  let state = decider.initial;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
