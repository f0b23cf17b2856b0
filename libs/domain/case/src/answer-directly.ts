import { guarded, happened, nothingNew, refused, type Decision } from '@huying/kernel';
import { notConcerned, roleGuards } from './authority.js';
import { callbackDue } from './case-deadlines.js';
import type { AnswerDirectly } from './case-commands.js';
import type { CaseFact } from './case-facts.js';
import { guardCodes, type CaseRefusal } from './case-refusals.js';
import type { CaseIn, CaseState } from './case-state.js';

/** 即时答复 (RULES §1.4 T02): a consultation that can be answered now; it goes straight to callback and keeps the answer. */
export function answerDirectly(command: AnswerDirectly, state: CaseState): Decision<CaseFact, CaseRefusal> {
  switch (state.status) {
    case 'absent':
      return refused('CASE_NOT_FOUND');
    case 'registered':
      return notConcerned(command.actor, state) ?? answer(command, state);
    case 'with-dispatch':
      return refused('CASE_ALREADY_ACCEPTED');
    case 'awaiting-callback':
      return state.handover === 0 ? nothingNew : refused('CASE_ALREADY_ACCEPTED');
    case 'closed':
    case 'withdrawn':
      return refused('CASE_CLOSED');
  }
}

function answer({ at, actor, data, guards }: AnswerDirectly, state: CaseIn<'registered'>): Decision<CaseFact, CaseRefusal> {
  if (state.type !== 'CONSULT') return refused('NOT_ANSWERABLE_AT_ONCE', { type: state.type });
  return guarded(roleGuards(actor, ['FQ', 'ACC']), guards, guardCodes, () =>
    happened<CaseFact>(
      {
        type: 'CaseAnsweredDirectly',
        data: { service: state.service },
        secrets: [{ part: 'answer', person: state.keyHolder, value: { text: data.answer, source: data.source } }],
      },
      ...callbackDue(at, state, data.rules),
    ),
  );
}
