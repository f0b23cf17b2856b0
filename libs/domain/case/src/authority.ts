import { covers, refused, type Actor, type Role } from '@huying/kernel';
import type { CaseGuard, CaseRefusal } from './case-refusals.js';
import type { KnownCase } from './case-state.js';

type Refused = ReturnType<typeof refused<CaseRefusal>>;

export const roleGuards = (actor: Actor, permitted: readonly Role[]): readonly CaseGuard[] => (permitted.includes(actor.role) ? [] : ['role']);

/** Hard: an officer's post covers the case's area; a resident has no post, and acts in his own cases only. */
export function notConcerned(actor: Actor, { area, complainant }: KnownCase): Refused | undefined {
  if (actor.role === 'SYS') return undefined;
  if (actor.role === 'RES') return actor.person === complainant ? undefined : refused('NOT_YOUR_CASE');
  return covers(actor.area, area) ? undefined : refused('OUTSIDE_YOUR_AREA');
}

/**
 * I3: handlers and their leads never withdraw, rate, call back or close, nor does the person who handled the case, whatever role he
 * speaks in; every other role must be a permitted one.
 */
export function guardsAgainstHandler(actor: Actor, { handler }: KnownCase, permitted: readonly Role[]): readonly CaseGuard[] {
  if (actor.role === 'HAN' || actor.role === 'HLD' || actor.person === handler?.person) return ['I3'];
  return roleGuards(actor, permitted);
}
