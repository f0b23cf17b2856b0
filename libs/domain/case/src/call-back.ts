import { guarded, happened, nothingNew, refused, refusedForNow, type Decision, type NewFact } from '@huying/kernel';
import { guardsAgainstHandler, notConcerned } from './authority.js';
import type { CloseCase, CompleteCallback, RecordCallbackAttempt, SubmitRating } from './case-commands.js';
import type { CaseClosed, CaseFact, RatingSubmitted } from './case-facts.js';
import { guardCodes, type CaseGuard, type CaseRefusal } from './case-refusals.js';
import type { CaseIn, CaseState } from './case-state.js';
import type { Grade } from './case-vocabulary.js';

type CaseDecision = Decision<CaseFact, CaseRefusal>;

/** Tries, and days on which they must lie, before a resident counts as not reached (RULES §1.4 T22). */
const triesBeforeUnreached = { tries: 3, days: 2 };

/** A callback was tried, whether somebody answered or not. */
export function recordCallbackAttempt({ actor, data, guards }: RecordCallbackAttempt, state: CaseState): CaseDecision {
  return whileAwaitingCallback(state, (awaiting) => {
    if (awaiting.contact !== 'phone') return refused('NO_CALLBACK_OWED', { contact: awaiting.contact });
    const broken: CaseGuard[] = [
      ...guardsAgainstHandler(actor, awaiting, ['CBK']),
      ...(data.registeredNumber ? [] : (['callback.registered-number'] as const)),
    ];
    const fact: CaseFact = { type: 'CallbackAttempted', data: { try: awaiting.callbacks.tries + 1, ...data } };
    return notConcerned(actor, awaiting) ?? guarded(broken, guards, guardCodes, () => happened<CaseFact>(fact));
  });
}

/** What the resident said on the call, in his own words of grade where he gave one. */
export function completeCallback({ actor, data, guards }: CompleteCallback, state: CaseState): CaseDecision {
  return whileAwaitingCallback(state, (awaiting) => {
    const { answeredCall, answer } = awaiting.callbacks;
    if (answeredCall === undefined) return refused('NO_ANSWERED_CALL');
    if (answer !== undefined) return answer === data.answer ? nothingNew : refused('CALLBACK_INCOMPLETE', { already: answer });
    const broken: CaseGuard[] = [
      ...guardsAgainstHandler(actor, awaiting, ['CBK']),
      ...(answeredCall.registeredNumber ? [] : (['callback.registered-number'] as const)),
    ];
    const completed: NewFact<CaseFact> = {
      type: 'CallbackCompleted',
      data: { answer: data.answer, contacted: data.contacted },
      secrets: data.remark === undefined ? [] : [{ part: 'remark', person: awaiting.keyHolder, value: data.remark }],
    };
    const rated = data.grade !== undefined && awaiting.grade === undefined ? [rating(data.grade, 'callback')] : [];
    return notConcerned(actor, awaiting) ?? guarded(broken, guards, guardCodes, () => happened<CaseFact>(completed, ...rated));
  });
}

/** 评单: any of the five grades, at once and without a condition; the first one stands and is never rewritten (RULES §0, finding 6). */
export function submitRating(command: SubmitRating, state: CaseState): CaseDecision {
  switch (state.status) {
    case 'absent':
      return refused('CASE_NOT_FOUND');
    case 'registered':
      return refused('NOT_AWAITING_CALLBACK');
    case 'with-dispatch':
      return refusedForNow('HANDOVER_PENDING');
    case 'awaiting-callback':
    case 'closed':
      return notConcerned(command.actor, state) ?? rate(command, state);
    case 'withdrawn':
      return refused('CASE_CLOSED');
  }
}

function rate({ actor, data, guards }: SubmitRating, state: CaseIn<'awaiting-callback' | 'closed'>): CaseDecision {
  if (state.grade !== undefined) return state.grade === data.grade ? nothingNew : refused('RATING_STANDS', { grade: state.grade });
  const by = actor.role === 'RES' ? 'resident' : actor.role === 'CBK' ? 'callback' : 'handler';
  const remark = data.remark === undefined ? [] : [{ part: 'remark', person: state.keyHolder, value: data.remark }];
  return guarded(guardsAgainstHandler(actor, state, ['RES', 'CBK']), guards, guardCodes, () =>
    happened<CaseFact>({ ...rating(data.grade, by), secrets: remark }),
  );
}

const rating = (grade: Grade, by: RatingSubmitted['data']['by']): RatingSubmitted => ({ type: 'RatingSubmitted', data: { grade, by } });

/** 结案 (RULES §1.4 T22): only on an answer, or on enough failed tries, or where nobody is to be called. Never taken as satisfied. */
export function closeCase({ actor, guards }: CloseCase, state: CaseState): CaseDecision {
  if (state.status === 'closed') return nothingNew;
  return whileAwaitingCallback(state, (awaiting) => {
    const reason = closingReason(awaiting);
    if (reason === undefined) {
      return refused('CALLBACK_INCOMPLETE', { tries: awaiting.callbacks.tries, days: awaiting.callbacks.days.length });
    }
    if (reason === 'none-owed' && actor.role !== 'SYS') return refused('NO_CALLBACK_OWED', { contact: awaiting.contact });
    return (
      notConcerned(actor, awaiting) ??
      guarded(guardsAgainstHandler(actor, awaiting, ['CBK', 'SYS']), guards, guardCodes, () =>
        happened<CaseFact>({ type: 'CaseClosed', data: { reason } }),
      )
    );
  });
}

function closingReason({ contact, callbacks }: CaseIn<'awaiting-callback'>): CaseClosed['data']['reason'] | undefined {
  if (contact !== 'phone') return 'none-owed';
  if (callbacks.answer !== undefined) return 'answered';
  const { tries, days } = triesBeforeUnreached;
  return callbacks.tries >= tries && callbacks.days.length >= days ? 'unreached' : undefined;
}

function whileAwaitingCallback(state: CaseState, decide: (awaiting: CaseIn<'awaiting-callback'>) => CaseDecision): CaseDecision {
  switch (state.status) {
    case 'absent':
      return refused('CASE_NOT_FOUND');
    case 'registered':
      return refused('NOT_AWAITING_CALLBACK');
    case 'with-dispatch':
      return refusedForNow('HANDOVER_PENDING');
    case 'awaiting-callback':
      return decide(state);
    case 'closed':
    case 'withdrawn':
      return refused('CASE_CLOSED');
  }
}
