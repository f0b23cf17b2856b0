import { localDayOf } from '@huying/domain-deadline';
import type { Recorded } from '@huying/kernel';
import type { CallbackAttempted, CaseFact, CaseRegistered, FirstContactOwner } from './case-facts.js';
import { noCallbacks, type Callbacks, type CaseState, type FirstContact, type KnownCase } from './case-state.js';

/** Folds one recorded fact. Total: whatever was recorded folds, even what today's rules would refuse. */
export function evolveCase(state: CaseState, event: Recorded<CaseFact>): CaseState {
  if (event.type === 'CaseRegistered') return state.status === 'absent' ? registered(event) : state;
  return state.status === 'absent' ? state : evolveKnown(state, event);
}

const registered = ({ data }: CaseRegistered): CaseState => {
  const { keyHolder, area, type, service, place, contact, complainant, subjectUnit } = data;
  return {
    status: 'registered',
    ...{ keyHolder, area, type, service, place, contact },
    ...(complainant === undefined ? {} : { complainant }),
    ...(subjectUnit === undefined ? {} : { subjectUnit }),
    priority: 'normal',
    cycle: 1,
    handover: 0,
    callbacks: noCallbacks,
  };
};

function evolveKnown(state: KnownCase, event: Recorded<Exclude<CaseFact, CaseRegistered>>): CaseState {
  switch (event.type) {
    case 'FirstContactAssigned':
      return { ...state, firstContact: { owner: ownerOf(event.data), discharged: false, replied: false } };
    case 'FirstContactHandedOver':
      return withFirstContact(state, (current) => ({ ...current, offered: { to: event.data.to, at: event.time } }));
    case 'FirstContactHandoverAccepted':
      return withFirstContact(state, ({ discharged, replied }) => ({ owner: ownerOf(event.data), discharged, replied }));
    case 'FirstContactDischarged':
      return withFirstContact(state, (current) => ({ ...current, discharged: true }));
    case 'ResultReplied':
      return withFirstContact(state, (current) => ({ ...current, replied: true }));
    case 'CaseAnsweredDirectly':
      return { ...withFirstContact(state, (current) => ({ ...current, replied: true })), status: 'awaiting-callback' };
    case 'CaseAccepted': {
      const { type, service, priority, place, handover } = event.data;
      return { ...state, status: 'with-dispatch', type, service, priority, place, handover };
    }
    case 'HandoverTaken': {
      const { handover, outcome, handler } = event.data;
      const status = outcome === 'withdrawn' ? 'withdrawn' : 'awaiting-callback';
      return { ...state, status, handover, ...(handler === undefined ? {} : { handler }) };
    }
    case 'CallbackAttempted':
      return { ...state, callbacks: withAttempt(state.callbacks, event) };
    case 'CallbackCompleted':
      return { ...withFirstContact(state, (current) => ({ ...current, replied: true })), callbacks: { ...state.callbacks, answer: event.data.answer } };
    case 'RatingSubmitted':
      return { ...state, grade: state.grade ?? event.data.grade };
    case 'CaseClosed':
      return { ...state, status: 'closed' };
    case 'CaseWithdrawn':
      return { ...state, status: 'withdrawn' };
    case 'DeadlineSet':
    case 'PiiRevealed':
    case 'PiiRevealDenied':
      return state; // No decision depends on them.
  }
}

const ownerOf = ({ person, unit, post }: FirstContactOwner): FirstContactOwner => ({ person, unit, ...(post === undefined ? {} : { post }) });

const withFirstContact = (state: KnownCase, change: (current: FirstContact) => FirstContact): KnownCase =>
  state.firstContact === undefined ? state : { ...state, firstContact: change(state.firstContact) };

function withAttempt(callbacks: Callbacks, { data, time }: Recorded<CallbackAttempted>): Callbacks {
  const answeredCall = data.answered ? { answeredCall: { registeredNumber: data.registeredNumber } } : {};
  const days = [...new Set([...callbacks.days, localDayOf(time)])];
  return { ...callbacks, tries: callbacks.tries + 1, days, ...answeredCall };
}
