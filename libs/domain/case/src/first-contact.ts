import { dueOf } from '@huying/domain-deadline';
import { epochOf, guarded, happened, nothingNew, refused, type Decision } from '@huying/kernel';
import { notConcerned, roleGuards } from './authority.js';
import type { AcceptFirstContact, DischargeFirstContact, HandOverFirstContact, RecordReply } from './case-commands.js';
import type { CaseFact } from './case-facts.js';
import { guardCodes, type CaseGuard, type CaseRefusal } from './case-refusals.js';
import type { CaseState, FirstContact, KnownCase } from './case-state.js';

type CaseDecision = Decision<CaseFact, CaseRefusal>;

/** 首问 (RULES §3.6): the owner offers the case to a colleague, and stays the owner until that one accepts. */
export function handOverFirstContact({ actor, data }: HandOverFirstContact, state: CaseState): CaseDecision {
  return whileOwned(state, ({ owner, offered }) => {
    if (owner.person !== actor.person) return refused('FIRST_CONTACT_NOT_YOURS');
    if (owner.person === data.to.person || offered?.to.person === data.to.person) return nothingNew;
    return happened<CaseFact>({ type: 'FirstContactHandedOver', data: { from: owner.person, to: data.to } });
  });
}

/** The colleague accepts and is the owner from now on; too late is a breach of the limit, not a way to stay without an owner. */
export function acceptFirstContact({ at, actor, data, guards }: AcceptFirstContact, state: CaseState): CaseDecision {
  return whileOwned(state, ({ owner, offered }) => {
    if (offered === undefined) return owner.person === actor.person ? nothingNew : refused('NO_FIRST_CONTACT_HANDOVER');
    if (offered.to.person !== actor.person) return refused('FIRST_CONTACT_NOT_YOURS');
    const late: CaseGuard[] = isLate(offered.at, at, data.rules) ? ['firstcontact.handover-limit'] : [];
    return guarded(late, guards, guardCodes, () =>
      happened<CaseFact>({ type: 'FirstContactHandoverAccepted', data: { ...offered.to, from: owner.person } }),
    );
  });
}

function isLate(offeredAt: string, at: string, rules: AcceptFirstContact['data']['rules']): boolean {
  if (rules === undefined) return false;
  const limit = { count: rules.policy.handoverWorkHours, unit: 'wh' } as const;
  return epochOf(at) > epochOf(dueOf(offeredAt, limit, rules.calendar, rules.policy).due);
}

/** The owner is free once the resident has his answer. */
export function dischargeFirstContact({ actor, guards }: DischargeFirstContact, state: CaseState): CaseDecision {
  if (state.status !== 'absent' && state.firstContact?.discharged === true) return nothingNew;
  return whileOwned(state, ({ owner, replied }) => {
    if (owner.person !== actor.person) return refused('FIRST_CONTACT_NOT_YOURS');
    const owed: CaseGuard[] = replied ? [] : ['firstcontact.reply'];
    return guarded(owed, guards, guardCodes, () => happened<CaseFact>({ type: 'FirstContactDischarged', data: { person: owner.person, replied } }));
  });
}

/** The resident was told the result: by the first-contact owner, or by who handled the case. */
export function recordReply({ actor, data, guards }: RecordReply, state: CaseState): CaseDecision {
  if (state.status === 'absent') return refused('CASE_NOT_FOUND');
  const mayReply = actor.person === state.firstContact?.owner.person || actor.person === (data.handler ?? state.handler)?.person;
  if (!mayReply) return refused('FIRST_CONTACT_NOT_YOURS');
  return (
    notConcerned(actor, state) ??
    guarded(roleGuards(actor, ['FQ', 'ACC', 'HAN', 'HLD', 'VOL']), guards, guardCodes, () =>
      happened<CaseFact>({ type: 'ResultReplied', data: { via: data.via } }),
    )
  );
}

function whileOwned(state: CaseState, decide: (firstContact: FirstContact, known: KnownCase) => CaseDecision): CaseDecision {
  if (state.status === 'absent' || state.firstContact === undefined) return refused('CASE_NOT_FOUND');
  return state.firstContact.discharged ? refused('FIRST_CONTACT_DISCHARGED') : decide(state.firstContact, state);
}
