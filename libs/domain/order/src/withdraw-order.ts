import { guarded, happened, nothingNew, refused, refusedForNow, type Actor, type Decision } from '@huying/kernel';
import { outsideArea } from './authority.js';
import type { WithdrawOrder } from './order-commands.js';
import type { OrderFact } from './order-facts.js';
import { guardCodes, type OrderGuard, type OrderRefusal } from './order-refusals.js';
import type { OrderState, TakenOrder } from './order-state.js';

type OrderDecision = Decision<OrderFact, OrderRefusal>;

/** 撤单 (RULES §1.4 T30) in a state that dispatch owns: the resident's own act, or told to a callback officer on a logged call. */
export function withdrawOrder(command: WithdrawOrder, state: OrderState): OrderDecision {
  switch (state.status) {
    case 'absent':
      return refusedForNow('HANDOVER_PENDING');
    case 'accepted':
    case 'dispatched':
    case 'return-requested':
    case 'in-progress':
    case 'completion-reported':
      return withdraw(command, state);
    case 'handed-back':
      return refused('ORDER_CLOSED');
    case 'withdrawn':
      return nothingNew;
  }
}

function withdraw({ actor, data, guards }: WithdrawOrder, state: TakenOrder): OrderDecision {
  if (actor.role === 'RES' && actor.person !== state.matter.complainant) return refused('NOT_YOUR_CASE');
  if (actor.role === 'CBK' && data.call === undefined) return refused('CALL_RECORD_REQUIRED');
  const outside = actor.role === 'RES' ? undefined : outsideArea(actor, state.matter);
  return (
    outside ??
    guarded(withdrawalGuards(actor, state), guards, guardCodes, () =>
      happened<OrderFact>({
        type: 'CaseWithdrawn',
        data: {
          by: actor.role === 'RES' ? 'resident' : actor.role === 'CBK' ? 'callback' : 'handler',
          ...(data.call === undefined ? {} : { call: data.call }),
          handover: state.handover + 1,
          ...(state.status === 'return-requested' ? ({ lapsed: 'return' } as const) : {}),
        },
        secrets: [{ part: 'reason', person: state.matter.keyHolder, value: data.reason }],
      }),
    )
  );
}

/** I3: who handles a case, in whatever role he speaks, never withdraws it. */
function withdrawalGuards(actor: Actor, state: TakenOrder): readonly OrderGuard[] {
  const handles = 'assignee' in state && actor.person === state.assignee.person;
  if (handles || actor.role === 'HAN' || actor.role === 'HLD') return ['I3'];
  return actor.role === 'RES' || actor.role === 'CBK' ? [] : ['role'];
}
