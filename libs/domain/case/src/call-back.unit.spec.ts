import { describe, it } from 'vitest';
import type { Actor, PolicyGuard } from '@huying/kernel';
import type { CloseCase, CompleteCallback, RecordCallbackAttempt, SubmitRating } from './case-commands.js';
import type { CaseFact } from './case-facts.js';
import { grades } from './case-vocabulary.js';
import {
  assigned,
  at,
  atS00,
  atS50,
  attempt,
  callback,
  clerk,
  closed,
  completed,
  given,
  handler,
  registered,
  resident,
  stranger,
  system,
  withDispatch,
} from './case-story.spec.js';

const call = (change: Partial<RecordCallbackAttempt['data']> = {}, actor = callback): RecordCallbackAttempt => ({
  type: 'RecordCallbackAttempt',
  at,
  actor,
  data: { answered: true, durationSeconds: 60, registeredNumber: true, ...change },
});
const complete = (change: Partial<CompleteCallback['data']> = {}, actor = callback): CompleteCallback => ({
  type: 'CompleteCallback',
  at,
  actor,
  data: { answer: 'resolved', contacted: true, ...change },
});
const rate = (grade: (typeof grades)[number], actor: Actor = resident): SubmitRating => ({ type: 'SubmitRating', at, actor, data: { grade } });
const close = (actor: Actor = callback): CloseCase => ({ type: 'CloseCase', at, actor, data: null });
const rated = (grade: (typeof grades)[number], by: 'resident' | 'callback' = 'resident'): CaseFact => ({ type: 'RatingSubmitted', data: { grade, by } });
const flagging = (...guards: PolicyGuard[]): ReadonlySet<PolicyGuard> => new Set(guards);

describe('calling back (RULES §1.4, 回访)', () => {
  it('numbers the tries', () => {
    given(...atS50, attempt(1, false)).when(call()).then({ type: 'CallbackAttempted', data: { try: 2, answered: true, durationSeconds: 60, registeredNumber: true } });
  });
  it('is for callback officers, and never for who handled the case (I3)', () => {
    given(...atS50).when(call({}, clerk)).thenRefused('ROLE_NOT_ALLOWED');
    given(...atS50).when(call({}, handler)).thenRefused('HANDLER_MAY_NOT');
    given(...atS50).when(call({}, { ...callback, person: 'P24' })).thenRefused('HANDLER_MAY_NOT');
  });
  it('lets a handler through where the policy flags I3, as a breach', () => {
    given(...atS50)
      .when({ ...call({}, handler), guards: flagging('I3') })
      .then({ type: 'CallbackAttempted', data: { try: 1, answered: true, durationSeconds: 60, registeredNumber: true, breaches: ['I3'] } });
  });
  it('goes to the registered number (guard `callback.registered-number`)', () => {
    given(...atS50).when(call({ registeredNumber: false })).thenRefused('NOT_THE_REGISTERED_NUMBER');
    given(...atS50, attempt(1, true, at, false)).when(complete()).thenRefused('NOT_THE_REGISTERED_NUMBER');
  });
  it('waits for the case to come back from dispatch', () => {
    given(...withDispatch).when(call()).thenRefusedForNow('HANDOVER_PENDING');
    given(...atS00).when(call()).thenRefused('NOT_AWAITING_CALLBACK');
  });
  it('calls nobody who wants no call', () => {
    const anonymous: CaseFact[] = [registered({ type: 'CONSULT', contact: 'anonymous' }), assigned, { type: 'CaseAnsweredDirectly', data: { service: 'LAMP' } }];
    given(...anonymous).when(call()).thenRefused('NO_CALLBACK_OWED', { contact: 'anonymous' });
  });
  it('is complete only after an answered call; rating and remark may come with it', () => {
    given(...atS50, attempt(1, false)).when(complete()).thenRefused('NO_ANSWERED_CALL');
    given(...atS50, attempt(1, true)).when(complete()).then(completed);
    given(...atS50, attempt(1, true)).when(complete({ grade: '不满意' })).then(completed, rated('不满意', 'callback'));
    given(...atS50, attempt(1, true)).when(complete({ remark: '还漏水' })).thenSealed({ part: 'remark', person: 'R022', value: '还漏水' });
  });
});

describe('rating (评单: RULES §0, finding 6)', () => {
  it.each(grades)('takes %s like any other grade, and before anything else has happened', (grade) => {
    given(...atS50).when(rate(grade)).then(rated(grade));
  });
  it('keeps the first one: the same again changes nothing, another is refused', () => {
    given(...atS50, rated('不满意')).when(rate('不满意')).thenNothing();
    given(...atS50, rated('不满意')).when(rate('满意')).thenRefused('RATING_STANDS', { grade: '不满意' });
    given(...atS50, rated('不满意'), attempt(1, true)).when(complete({ grade: '满意' })).then(completed);
  });
  it('is open after closing too', () => {
    given(...atS50, closed).when(rate('满意')).then(rated('满意'));
  });
  it('is the resident’s own, or told to the callback officer; never the handler’s', () => {
    given(...atS50).when(rate('满意', stranger)).thenRefused('NOT_YOUR_CASE');
    given(...atS50).when(rate('满意', callback)).then(rated('满意', 'callback'));
    given(...atS50).when(rate('满意', handler)).thenRefused('HANDLER_MAY_NOT');
  });
});

describe('closing (RULES §1.4 T22)', () => {
  const [day1, day2] = ['2026-06-18T10:00:00.000+08:00', '2026-06-19T00:00:00.000+08:00'];

  it('closes on the resident’s answer', () => {
    given(...atS50, attempt(1, true), completed).when(close()).then(closed);
  });
  it('closes as not reached after three tries on two days', () => {
    given(...atS50, attempt(1, false, day1), attempt(2, false, day1), attempt(3, false, day2))
      .when(close())
      .then({ type: 'CaseClosed', data: { reason: 'unreached' } });
  });
  it.each([
    ['two tries on two days', [attempt(1, false, day1), attempt(2, false, day2)], { tries: 2, days: 2 }],
    ['three tries on one day', [attempt(1, false, day1), attempt(2, false, day1), attempt(3, false, day1)], { tries: 3, days: 1 }],
    ['a rating alone', [rated('非常满意')], { tries: 0, days: 0 }],
  ])('does not close on %s: nobody is taken as satisfied', (_, history, details) => {
    given(...atS50, ...history).when(close()).thenRefused('CALLBACK_INCOMPLETE', details);
  });
  it('is never for handlers (I3), and a second time changes nothing', () => {
    given(...atS50, attempt(1, true), completed).when(close(handler)).thenRefused('HANDLER_MAY_NOT');
    given(...atS50, attempt(1, true), completed, closed).when(close()).thenNothing();
  });
  it('is the system’s where nobody is to be called, outside the callback figures', () => {
    const anonymous: CaseFact[] = [registered({ type: 'CONSULT', contact: 'anonymous' }), assigned, { type: 'CaseAnsweredDirectly', data: { service: 'LAMP' } }];
    given(...anonymous).when(close()).thenRefused('NO_CALLBACK_OWED', { contact: 'anonymous' });
    given(...anonymous).when(close(system)).then({ type: 'CaseClosed', data: { reason: 'none-owed' } });
  });
});
