import { guarded, happened, nothingNew, refused, refusedForNow, type Decision } from '@huying/kernel';
import { guardsAgainstHandler, notConcerned } from './authority.js';
import type { WithdrawCase } from './case-commands.js';
import type { CaseFact } from './case-facts.js';
import { guardCodes, type CaseRefusal } from './case-refusals.js';
import type { CaseIn, CaseState } from './case-state.js';

type CaseDecision = Decision<CaseFact, CaseRefusal>;

/** 撤单 (RULES §1.4 T30) where intake owns the state: the resident's own act, or told to a callback officer on a logged call. */
export function withdrawCase(command: WithdrawCase, state: CaseState): CaseDecision {
  switch (state.status) {
    case 'absent':
      return refused('CASE_NOT_FOUND');
    case 'registered':
    case 'awaiting-callback':
      return notConcerned(command.actor, state) ?? withdraw(command, state);
    case 'with-dispatch':
      return refusedForNow('WITH_DISPATCH'); // The owner of the state decides; it may also be on its way back.
    case 'withdrawn':
      return nothingNew;
    case 'closed':
      return refused('CASE_CLOSED');
  }
}

function withdraw({ actor, data, guards }: WithdrawCase, state: CaseIn<'registered' | 'awaiting-callback'>): CaseDecision {
  if (actor.role === 'CBK' && data.call === undefined) return refused('CALL_RECORD_REQUIRED');
  const by = actor.role === 'RES' ? 'resident' : actor.role === 'CBK' ? 'callback' : 'handler';
  return guarded(guardsAgainstHandler(actor, state, ['RES', 'CBK']), guards, guardCodes, () =>
    happened<CaseFact>({
      type: 'CaseWithdrawn',
      data: { by, ...(data.call === undefined ? {} : { call: data.call }) },
      secrets: [{ part: 'reason', person: state.keyHolder, value: data.reason }],
    }),
  );
}
