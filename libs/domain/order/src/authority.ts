import type { Assignee, Matter } from '@huying/domain-case';
import { covers, refused, type Actor, type Role } from '@huying/kernel';
import type { OrderGuard, OrderRefusal } from './order-refusals.js';

/** The roles in which somebody handles an order. A volunteer who was given one (党员办单) is its handler. */
const handlingRoles: readonly Role[] = ['HAN', 'HLD', 'VOL'];

type Refused = ReturnType<typeof refused<OrderRefusal>>;

/** The policy guard that an actor outside the permitted roles breaks; none where the role is permitted. */
export const roleGuards = (actor: Actor, permitted: readonly Role[]): readonly OrderGuard[] => (permitted.includes(actor.role) ? [] : ['role']);

/** Hard: who decides about an order must hold his post over its area. */
export function outsideArea(actor: Actor, { area }: Matter): Refused | undefined {
  return actor.role === 'SYS' || covers(actor.area, area) ? undefined : refused('OUTSIDE_YOUR_AREA');
}

/**
 * Hard: the assigned person himself, or the lead of his unit, and nobody else who happens to handle orders. Units of two communities may
 * bear one name, so a post counts within its area only; a volunteer has no post.
 */
export function notTheHandler(actor: Actor, { assignee, matter }: { readonly assignee: Assignee; readonly matter: Matter }): Refused | undefined {
  if (!handlingRoles.includes(actor.role)) return undefined; // The role guard speaks first.
  const isHandler = actor.role === 'HLD' ? actor.unit === assignee.unit : actor.person === assignee.person;
  if (!isHandler) return refused('NOT_THE_HANDLER');
  return actor.role === 'VOL' || covers(actor.area, matter.area) ? undefined : refused('OUTSIDE_YOUR_AREA');
}

export const handlers: readonly Role[] = handlingRoles;
