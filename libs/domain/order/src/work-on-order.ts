import { guarded, happened, nothingNew, refused, refusedForNow, type Decision, type Secret } from '@huying/kernel';
import { handlers, notTheHandler, roleGuards } from './authority.js';
import type { AttachEvidence, RecordContact, RecordFailedContact } from './order-commands.js';
import type { OrderFact } from './order-facts.js';
import { guardCodes, type OrderGuard, type OrderRefusal } from './order-refusals.js';
import type { OrderIn, OrderState } from './order-state.js';

type OrderDecision = Decision<OrderFact, OrderRefusal>;
type Handled = OrderIn<'dispatched' | 'return-requested' | 'in-progress' | 'completion-reported'>;

/** The handler reached the resident, or reached somebody without effect (RULES §1.6 TM07: effective contact). */
export function recordContact({ actor, data, guards }: RecordContact, state: OrderState): OrderDecision {
  return whileHandled(state, (order) => {
    const fact: OrderFact = { type: 'ResidentContacted', data: { via: data.via, effective: data.effective } };
    return (
      notTheHandler(actor, order) ??
      guarded(roleGuards(actor, handlers), guards, guardCodes, () => happened<OrderFact>({ ...fact, secrets: note(order, data.note) }))
    );
  });
}

/** A try that failed; three of them stand in for the contact at completion (T19). */
export function recordFailedContact({ actor, data, guards }: RecordFailedContact, state: OrderState): OrderDecision {
  return whileHandled(state, (order) => {
    const fact: OrderFact = { type: 'ContactAttemptFailed', data: { via: data.via, try: order.work.failedTries + 1 } };
    return (
      notTheHandler(actor, order) ??
      guarded(roleGuards(actor, handlers), guards, guardCodes, () => happened<OrderFact>({ ...fact, secrets: note(order, data.note) }))
    );
  });
}

/** Attaches a file by digest. One content serves one case: a photo of another case breaks `evidence.unique` (RULES §1.5). */
export function attachEvidence({ actor, data, guards }: AttachEvidence, state: OrderState): OrderDecision {
  return whileHandled(state, (order) => {
    if (order.status === 'dispatched' || order.status === 'return-requested') return refused('NOT_IN_PROGRESS');
    const { kind, sha256, contentKey, mediaType, bytes } = data;
    const broken: OrderGuard[] = [...roleGuards(actor, handlers), ...(data.usedElsewhere ? (['evidence.unique'] as const) : [])];
    return (
      notTheHandler(actor, order) ??
      (order.work.evidence.some((known) => known.kind === kind && known.contentKey === contentKey)
        ? nothingNew
        : guarded(broken, guards, guardCodes, () =>
            happened<OrderFact>({ type: 'EvidenceAttached', data: { kind, sha256, contentKey, mediaType, bytes }, secrets: note(order, data.note) }),
          ))
    );
  });
}

function whileHandled(state: OrderState, decide: (order: Handled) => OrderDecision): OrderDecision {
  switch (state.status) {
    case 'absent':
      return refusedForNow('HANDOVER_PENDING');
    case 'accepted':
      return refused('NOT_IN_PROGRESS');
    case 'dispatched':
    case 'return-requested':
    case 'in-progress':
    case 'completion-reported':
      return decide(state);
    case 'handed-back':
    case 'withdrawn':
      return refused('ORDER_CLOSED');
  }
}

const note = ({ matter }: Handled, value: string | undefined): readonly Secret[] =>
  value === undefined ? [] : [{ part: 'note', person: matter.keyHolder, value }];
