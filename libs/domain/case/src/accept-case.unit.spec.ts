import { describe, it } from 'vitest';
import type { AcceptCase, AnswerDirectly, TakeBack } from './case-commands.js';
import type { CaseFact } from './case-facts.js';
import {
  accepted,
  assigned,
  at,
  atS00,
  atS50,
  callback,
  clerk,
  closed,
  firstContact,
  given,
  place,
  registered,
  rules,
  system,
  takenBack,
  withDispatch,
} from './case-story.spec.js';

const accept = (change: Partial<AcceptCase['data']> = {}, actor = clerk): AcceptCase => ({
  type: 'AcceptCase',
  at,
  actor,
  data: { priority: 'normal', place, placeKnown: true, duplicates: [], ...change },
});

describe('accepting a case (RULES §1.4 T08)', () => {
  it('hands it to dispatch as number 1, with all that dispatch needs', () => {
    given(...atS00).when(accept()).then(accepted);
  });
  it('names the open cases that the duplicate check found', () => {
    given(...atS00)
      .when(accept({ duplicates: ['c7'] }))
      .then({ ...accepted, data: { ...accepted.data, duplicates: ['c7'] } } as CaseFact);
  });
  it('sets by when dispatch must give it to somebody (TM05), by the versions in force', () => {
    given(...atS00)
      .when(accept({ rules }))
      .then(accepted, {
        type: 'DeadlineSet',
        data: { timer: 'TM05', start: at, due: '2026-06-18T15:00:00.000+08:00', provisional: false, priority: 'normal', policy: 'v0', calendar: 'v2' },
      });
  });
  it('may put another item of the menu in place of the one that was ordered', () => {
    given(...atS00)
      .when(accept({ service: 'PRUNE', choice: { menu: 'm1', type: 'ENVIRONMENT' } }))
      .then({ ...accepted, data: { ...accepted.data, service: 'PRUNE', type: 'ENVIRONMENT' } } as CaseFact);
    given(...atS00).when(accept({ service: 'ROOF' })).thenRefused('SERVICE_NOT_IN_MENU', { service: 'ROOF' });
  });
  it('needs a grid and building of the directory', () => {
    given(...atS00).when(accept({ placeKnown: false })).thenRefused('PLACE_NOT_IN_DIRECTORY', { grid: 'G1', building: 'B3' });
  });
  it('is for clerks, dispatchers and secretaries of the area', () => {
    given(...atS00).when(accept({}, callback)).thenRefused('ROLE_NOT_ALLOWED');
    given(...atS00).when(accept({}, { ...clerk, area: '430304901' })).thenRefused('OUTSIDE_YOUR_AREA');
  });
  it('changes nothing the second time: a second click is not an error', () => {
    given(...withDispatch).when(accept()).thenNothing();
  });
  it('finds no case where there is none, and none to accept once it is closed', () => {
    given().when(accept()).thenRefused('CASE_NOT_FOUND');
    given(...atS50, closed).when(accept()).thenRefused('CASE_CLOSED');
  });
});

describe('answering at once (RULES §1.4 T02)', () => {
  const answer = (actor = firstContact): AnswerDirectly => ({ type: 'AnswerDirectly', at, actor, data: { answer: '八点半开门', source: '办事指南' } });
  const consultation = [registered({ type: 'CONSULT' }), assigned];

  it('goes straight to the callback, and keeps the answer sealed', () => {
    given(...consultation).when(answer()).then({ type: 'CaseAnsweredDirectly', data: { service: 'LAMP' } });
    given(...consultation)
      .when(answer())
      .thenSealed({ part: 'answer', person: 'R022', value: { text: '八点半开门', source: '办事指南' } });
  });
  it('is for consultations, by the first-contact officer or a clerk', () => {
    given(...atS00).when(answer()).thenRefused('NOT_ANSWERABLE_AT_ONCE', { type: 'REPAIR' });
    given(...consultation).when(answer(callback)).thenRefused('ROLE_NOT_ALLOWED');
  });
  it('changes nothing the second time, and comes too late after acceptance', () => {
    given(...consultation, { type: 'CaseAnsweredDirectly', data: { service: 'LAMP' } }).when(answer()).thenNothing();
    given(...withDispatch).when(answer()).thenRefused('CASE_ALREADY_ACCEPTED');
  });
});

describe('taking a case back from dispatch (DESIGN §2)', () => {
  const take = (handover = 2): TakeBack => ({
    type: 'TakeBack',
    at,
    actor: system,
    data: { handover, outcome: 'completed', handler: { unit: 'U-PM', person: 'P24' } },
  });
  it('takes each number once', () => {
    given(...withDispatch).when(take()).then(takenBack);
    given(...atS50).when(take()).thenNothing();
  });
  it('takes no number before its turn', () => {
    given(...withDispatch).when(take(4)).thenRefused('HANDOVER_OUT_OF_ORDER', { last: 1, given: 4 });
    given(...atS00).when(take(1)).thenRefused('HANDOVER_OUT_OF_ORDER', { last: 0, given: 1 });
  });
  it('starts the clock of the callback (TM11), which ends with the next working day', () => {
    const withRules = { ...take(), data: { ...take().data, rules } };
    given(...withDispatch)
      .when(withRules)
      .then(takenBack, {
        type: 'DeadlineSet',
        data: { timer: 'TM11', start: at, due: '2026-06-23T00:00:00.000+08:00', provisional: false, priority: 'normal', policy: 'v0', calendar: 'v2' },
      });
  });
});
