import { covers, type Actor, type Role } from '@huying/kernel';

/** Posts that may act for a volunteer or an activity of their area: paper and telephone stay open to everybody (RULES §5). */
const staff: readonly Role[] = ['ACC', 'SEC', 'FQ'];

/** True for the community's staff where their post covers the area, and for the set-up of a deployment. */
export const isStaffOf = (actor: Actor, area: string): boolean =>
  actor.role === 'SYS' || (staff.includes(actor.role) && covers(actor.area, area));

/** True for one of the named persons and for the area's staff. */
export const mayActFor = (actor: Actor, persons: readonly string[], area: string): boolean =>
  persons.includes(actor.person) || isStaffOf(actor, area);
