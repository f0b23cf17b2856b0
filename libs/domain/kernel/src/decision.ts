import type { Fact, Json, NewFact } from './fact.js';

/** A broken rule, as a value: a stable code, and what the sentence needs to say what to do. Never thrown. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly details?: Readonly<Record<string, Json>>;
  /** True where asking again later may be answered otherwise, so the answer must not be remembered. */
  readonly transient?: boolean;
}

/** What a decider answers: facts that happened (none: the command changes nothing), or a refusal. */
export type Decision<F extends Fact, Code extends string> =
  | { readonly kind: 'happened'; readonly facts: readonly NewFact<F>[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal<Code> };

export function happened<F extends Fact>(...facts: readonly NewFact<F>[]): { kind: 'happened'; facts: readonly NewFact<F>[] } {
  return { kind: 'happened', facts };
}

/** A repeat that changes nothing: a second click is not an error. */
export const nothingNew = { kind: 'happened', facts: [] } as const;

export function refused<Code extends string>(code: Code, details?: Refusal['details']): { kind: 'refused'; refusal: Refusal<Code> } {
  return { kind: 'refused', refusal: details === undefined ? { code } : { code, details } };
}

/** A refusal that time may lift (a hand-over still on its way): the runner does not remember it. */
export function refusedForNow<Code extends string>(code: Code, details?: Refusal['details']): { kind: 'refused'; refusal: Refusal<Code> } {
  return { kind: 'refused', refusal: { ...refused(code, details).refusal, transient: true } };
}
