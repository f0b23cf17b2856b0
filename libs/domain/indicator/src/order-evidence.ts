import type { OrderFact } from '@huying/domain-order';
import { epochOf } from '@huying/kernel';
import type { CaseRecord, Completion, Dispatch, Limit, Mark } from './case-record.js';
import { markOf, type Witnessed } from './evidence.js';

/** What dispatch's stream of a case has for the figures of RULES §2. */
export interface OrderEvidence {
  readonly dispatches: readonly Dispatch[];
  readonly contacts: CaseRecord['contacts'];
  readonly contactLimit: Limit | null;
  /** TM08 of the first cycle that was dispatched: the earliest, since an early sign-off adds an earlier one. */
  readonly mainLimit: Limit | null;
  readonly mainCycle: number | null;
  readonly completions: readonly Completion[];
  readonly withdrawn: Mark | null;
}

export const noOrderEvidence: OrderEvidence = {
  dispatches: [],
  contacts: [],
  contactLimit: null,
  mainLimit: null,
  mainCycle: null,
  completions: [],
  withdrawn: null,
};

/** Total: what is no evidence for any figure changes nothing. */
export const evolveOrderEvidence = (evidence: OrderEvidence, event: Witnessed<OrderFact>): OrderEvidence => ({
  ...evidence,
  ...changeBy(event, evidence),
});

function changeBy(event: Witnessed<OrderFact>, known: OrderEvidence): Partial<OrderEvidence> {
  const mark = markOf(event);
  switch (event.type) {
    case 'CaseDispatched':
      return { dispatches: [...known.dispatches, { dispatched: mark }] };
    case 'DeadlineSet':
      return limitedBy(event, known, mark);
    case 'CaseSigned':
      return { dispatches: withLast(known.dispatches, (dispatch) => ({ ...dispatch, signed: mark })) };
    case 'ResidentContacted':
      return event.data.effective ? { contacts: [...known.contacts, mark] } : {};
    case 'CompletionReported':
      return { completions: [...known.completions, { reported: mark }] };
    case 'CompletionRejected':
      return { completions: withLast(known.completions, (completion) => ({ ...completion, rejected: mark })) };
    case 'CaseWithdrawn':
      return { withdrawn: mark };
    // What moves the state, and no figure of RULES §2.
    case 'HandoverTaken':
    case 'ReturnRequested':
    case 'ReturnApproved':
    case 'ReturnRejected':
    case 'HandlerDesignated':
    case 'ContactAttemptFailed':
    case 'EvidenceAttached':
    case 'CompletionAccepted':
    case 'PiiRevealed':
    case 'PiiRevealDenied':
      return {};
  }
}

function limitedBy(event: Extract<Witnessed<OrderFact>, { type: 'DeadlineSet' }>, known: OrderEvidence, set: Mark): Partial<OrderEvidence> {
  const { timer, due } = event.data;
  const limit: Limit = { due, set };
  if (timer === 'TM06') return { dispatches: withLast(known.dispatches, (dispatch) => ({ ...dispatch, signOff: limit })) };
  if (timer === 'TM07') return { contactLimit: known.contactLimit ?? limit };
  return timer === 'TM08' ? mainLimitOf(known, limit, event.cycle ?? 1) : {};
}

function mainLimitOf({ mainLimit, mainCycle }: OrderEvidence, limit: Limit, cycle: number): Partial<OrderEvidence> {
  if (mainLimit === null) return { mainLimit: limit, mainCycle: cycle };
  return mainCycle === cycle && epochOf(limit.due) < epochOf(mainLimit.due) ? { mainLimit: limit } : {};
}

function withLast<Item>(items: readonly Item[], change: (last: Item) => Item): readonly Item[] {
  const last = items.at(-1);
  return last === undefined ? items : [...items.slice(0, -1), change(last)];
}
