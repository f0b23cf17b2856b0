import type { Problem, Route } from '@huying/contracts';
import { edgeProblem, ProblemException } from '@huying/platform-nest';
import { auditorRoles } from '@huying/kernel';
import type { HeldRole } from './held-roles.js';

/** What a caller asks to act as: `Huying-Role`, and `Huying-Unit` where he holds the role in several units. */
export interface WishedRole {
  readonly role?: string;
  readonly unit?: string;
}

const auditorsReadOnly: Problem = {
  status: 403,
  zh: '任审计岗位者只读不写',
  en: 'Whoever holds an auditor’s post reads and changes nothing',
};

/** Everybody who has signed in is a resident, somewhere. */
const resident: HeldRole = { role: 'RES' };

/**
 * Chooses the role in which a person acts on a route, or says why there is none (RULES §1.4; I5).
 *
 * - Without a wish: the first of the route's roles that he holds by a post; where any signed-in person may, his first post. Everybody is
 *   a resident too, so that comes last: who has a post and means his own affairs says `Huying-Role: RES`.
 * - Whoever holds an auditor's post writes in no role at all, but where the route names auditors.
 *
 * @returns the role, or a problem as value: the caller may first look whether it has the latest posts.
 */
export function actingRole(
  route: Pick<Route, 'allow' | 'records'>,
  posts: readonly HeldRole[],
  wish: WishedRole,
): HeldRole | ProblemException {
  const held = [...posts, resident];
  const isAuditor = posts.some(({ role }) => auditorRoles.has(role));
  const namesAuditors = route.allow !== 'anyone' && route.allow !== 'public' && route.allow.some((role) => auditorRoles.has(role));
  if (isAuditor && route.records && !namesAuditors) return new ProblemException('AUDITOR_READS_ONLY', auditorsReadOnly);
  const usable = isAuditor && route.records ? held.filter(({ role }) => auditorRoles.has(role)) : held;

  const wished = usable.filter(({ role, unit }) => isAsWished(wish.role, role) && isAsWished(wish.unit, unit));
  if (wished.length === 0) return edgeProblem('ROLE_NOT_HELD', { details: { heldRoles: namesOf(held) } });
  if (route.allow === 'anyone' || route.allow === 'public') return wished[0] ?? resident;
  for (const allowed of [...route.allow].sort(residentLast)) {
    const found = wished.find(({ role }) => role === allowed);
    if (found !== undefined) return found;
  }
  return edgeProblem('NOT_ALLOWED', { details: { allowedRoles: route.allow, heldRoles: namesOf(held) } });
}

const residentLast = (one: string, other: string): number => Number(one === 'RES') - Number(other === 'RES');
const isAsWished = (wish: string | undefined, value: string | undefined): boolean => wish === undefined || wish === value;
const namesOf = (held: readonly HeldRole[]): string[] => [...new Set(held.map(({ role }) => role))];
