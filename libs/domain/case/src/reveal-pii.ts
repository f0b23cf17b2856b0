import { covers, happened, judge, refused, type Actor, type Decision, type Role } from '@huying/kernel';
import type { RevealPii } from './case-commands.js';
import type { CaseFact, RevealGround } from './case-facts.js';
import type { CaseRefusal } from './case-refusals.js';
import type { CaseState, KnownCase } from './case-state.js';

/**
 * Records that somebody looks at personal data, before he sees it (RULES §6, DESIGN §9): the assigned handler, the first-contact owner
 * or a callback officer, of a case not yet closed, and with a reason; the desk whose turn it is reads the matter, and nobody's name or
 * number. Anybody else's try is recorded as denied.
 */
export function revealPii({ actor, data, guards }: RevealPii, state: CaseState): Decision<CaseFact, CaseRefusal> {
  if (state.status === 'absent') return refused('CASE_NOT_FOUND');
  const { fields, reason } = data;
  const secrets = [{ part: 'reason', person: state.keyHolder, value: reason }];
  const ground = groundOf(actor, state, data);
  if (ground !== undefined) return happened<CaseFact>({ type: 'PiiRevealed', data: { fields, ground }, secrets });
  const { refusing, breaches } = judge(['pii.assignment'], guards);
  if (refusing !== undefined) return happened<CaseFact>({ type: 'PiiRevealDenied', data: { fields }, secrets });
  return happened<CaseFact>({ type: 'PiiRevealed', data: { fields, ground: 'none', breaches }, secrets });
}

function groundOf(actor: Actor, state: KnownCase, { fields, assignment }: RevealPii['data']): RevealGround | undefined {
  if (state.status === 'closed' || state.status === 'withdrawn') return undefined;
  if (actor.person === (assignment ?? state.handler)?.person) return 'assignment';
  if (actor.person === state.firstContact?.owner.person && !state.firstContact.discharged) return 'first-contact';
  if (!covers(actor.area, state.area)) return undefined;
  if (actor.role === 'CBK') return 'callback';
  const readsMatterOnly = fields.every((field) => field === 'words' || field === 'spot');
  return readsMatterOnly && desksOf[state.status].includes(actor.role) ? 'desk' : undefined;
}

/** Whose turn it is to decide: nobody accepts, dispatches or reviews a case without knowing what it is about. */
const desksOf: Readonly<Record<Exclude<KnownCase['status'], 'closed' | 'withdrawn'>, readonly Role[]>> = {
  registered: ['ACC', 'DIS', 'SEC'],
  'with-dispatch': ['DIS', 'ST', 'SEC', 'REV'],
  'awaiting-callback': [],
};
