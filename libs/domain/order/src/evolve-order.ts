import type { Assignee } from '@huying/domain-case';
import type { Recorded } from '@huying/kernel';
import type { HandoverTaken, OrderFact } from './order-facts.js';
import { noWork, type OrderState, type TakenOrder, type Work } from './order-state.js';

/** Folds one recorded fact. Total: whatever was recorded folds, even what today's rules would refuse. */
export function evolveOrder(state: OrderState, event: Recorded<OrderFact>): OrderState {
  if (event.type === 'HandoverTaken') return taken(event);
  return state.status === 'absent' ? state : evolveTaken(state, event);
}

function taken({ data }: HandoverTaken): OrderState {
  const { handover, cycle, ...matter } = data;
  return { status: 'accepted', matter, cycle, handover, priority: matter.priority, work: noWork };
}

function evolveTaken(state: TakenOrder, event: Recorded<Exclude<OrderFact, HandoverTaken>>): OrderState {
  const { work } = state;
  switch (event.type) {
    case 'CaseDispatched': {
      const { unit, person, item, priority, dispatch } = event.data;
      const { matter, cycle, handover } = state;
      const assignee = { unit, person };
      return { status: 'dispatched', matter, cycle, handover, priority, work: { ...work, dispatches: dispatch }, assignee, item };
    }
    case 'DeadlineSet':
      return { ...state, work: { ...work, dues: [...work.dues, event.data] } };
    case 'CaseSigned':
      return assigned('in-progress', state, { ...work, signedOnce: true });
    case 'ReturnRequested':
      return { ...assigned('return-requested', state, { ...work, returns: work.returns + 1 }), requester: event.actor };
    case 'ReturnApproved':
      return owned('accepted', state);
    case 'ReturnRejected':
      return assigned('dispatched', state);
    case 'HandlerDesignated': {
      const { unit, person } = event.data;
      return { ...assigned('dispatched', state, { ...work, designated: true }), assignee: { unit, person } };
    }
    case 'ResidentContacted':
      return event.data.effective ? { ...state, work: { ...work, contacted: true } } : state;
    case 'ContactAttemptFailed':
      return { ...state, work: { ...work, failedTries: work.failedTries + 1 } };
    case 'EvidenceAttached': {
      const { kind, sha256, contentKey, mediaType, bytes } = event.data;
      return { ...state, work: { ...work, evidence: [...work.evidence, { kind, sha256, contentKey, mediaType, bytes }] } };
    }
    case 'CompletionReported':
      return { ...assigned('completion-reported', state), reporter: event.actor };
    case 'CompletionRejected':
      return assigned('in-progress', state);
    case 'CompletionAccepted':
      return { ...assigned('handed-back', state), handover: event.data.handover };
    case 'PiiRevealed':
    case 'PiiRevealDenied':
      return state; // Reading changes nothing.
    case 'CaseWithdrawn': {
      const withdrawn = { ...owned('withdrawn', state), handover: event.data.handover };
      return 'assignee' in state ? { ...withdrawn, assignee: state.assignee } : withdrawn;
    }
  }
}

/*
 * What a state carries on from the one before, name by name: whole logs are folded through here, and a second spread into one object costs
 * more than all else that a fold does.
 */

/** The order without a handler. */
function owned<Status extends 'accepted' | 'withdrawn'>(status: Status, { matter, cycle, handover, priority, work }: TakenOrder) {
  return { status, matter, cycle, handover, priority, work };
}

/** The order with the handler that the state knows; a history that skipped the dispatch folds with nobody named rather than failing. */
function assigned<Status extends WithHandler>(status: Status, state: TakenOrder, work: Work = state.work) {
  const { matter, cycle, handover, priority } = state;
  const assignee: Assignee = 'assignee' in state ? state.assignee : { unit: '', person: '' };
  return { status, matter, cycle, handover, priority, work, assignee, item: 'item' in state ? state.item : matter.service };
}

type WithHandler = Exclude<TakenOrder['status'], 'accepted' | 'withdrawn'>;
