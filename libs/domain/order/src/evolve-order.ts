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
  const work = (change: Partial<Work>): Work => ({ ...state.work, ...change });
  const { matter, cycle, handover, priority } = state;
  const owned = { matter, cycle, handover, priority };
  switch (event.type) {
    case 'CaseDispatched': {
      const { unit, person, item } = event.data;
      return {
        ...owned,
        status: 'dispatched',
        priority: event.data.priority,
        assignee: { unit, person },
        item,
        work: work({ dispatches: event.data.dispatch }),
      };
    }
    case 'DeadlineSet':
      return { ...state, work: work({ dues: [...state.work.dues, event.data] }) };
    case 'CaseSigned':
      return { ...owned, ...assigned(state), status: 'in-progress', work: work({ signedOnce: true }) };
    case 'ReturnRequested':
      return { ...owned, ...assigned(state), status: 'return-requested', requester: event.actor, work: work({ returns: state.work.returns + 1 }) };
    case 'ReturnApproved':
      return { ...owned, status: 'accepted', work: state.work };
    case 'ReturnRejected':
      return { ...owned, ...assigned(state), status: 'dispatched', work: state.work };
    case 'HandlerDesignated': {
      const { unit, person } = event.data;
      return { ...owned, ...assigned(state), status: 'dispatched', assignee: { unit, person }, work: work({ designated: true }) };
    }
    case 'ResidentContacted':
      return event.data.effective ? { ...state, work: work({ contacted: true }) } : state;
    case 'ContactAttemptFailed':
      return { ...state, work: work({ failedTries: state.work.failedTries + 1 }) };
    case 'EvidenceAttached': {
      const { kind, sha256, contentKey, mediaType, bytes } = event.data;
      return { ...state, work: work({ evidence: [...state.work.evidence, { kind, sha256, contentKey, mediaType, bytes }] }) };
    }
    case 'CompletionReported':
      return { ...owned, ...assigned(state), status: 'completion-reported', reporter: event.actor, work: state.work };
    case 'CompletionRejected':
      return { ...owned, ...assigned(state), status: 'in-progress', work: state.work };
    case 'CompletionAccepted':
      return { ...owned, ...assigned(state), status: 'handed-back', handover: event.data.handover, work: state.work };
    case 'PiiRevealed':
    case 'PiiRevealDenied':
      return state; // Reading changes nothing.
    case 'CaseWithdrawn': {
      const assignee = 'assignee' in state ? { assignee: state.assignee } : {};
      return { ...owned, ...assignee, status: 'withdrawn', handover: event.data.handover, work: state.work };
    }
  }
}

/** The handler that the state knows; a history that skipped the dispatch folds with nobody named rather than failing. */
function assigned(state: TakenOrder): { readonly assignee: Assignee; readonly item: string } {
  const assignee = 'assignee' in state ? state.assignee : { unit: '', person: '' };
  return { assignee, item: 'item' in state ? state.item : state.matter.service };
}
