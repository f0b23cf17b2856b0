import { stampDue } from '@huying/domain-deadline';
import { epochOf, guarded, happened, nothingNew, refused, refusedForNow, type Decision, type Role } from '@huying/kernel';
import { notTheHandler, outsideArea, roleGuards } from './authority.js';
import { deadline, deadlineFor } from './give-order.js';
import type { ApproveReturn, DesignateHandler, RejectReturn, RequestReturn } from './order-commands.js';
import type { OrderFact } from './order-facts.js';
import { guardCodes, type OrderGuard, type OrderRefusal } from './order-refusals.js';
import type { OrderIn, OrderState } from './order-state.js';

type OrderDecision = Decision<OrderFact, OrderRefusal>;

const mayDecide: readonly Role[] = ['DIS', 'ST'];
const mayDesignate: readonly Role[] = ['SEC', 'ST', 'SUP'];

/** 申请退单 (RULES §1.4 T13, T14): within TM09, with reason and 职责依据, and never once designated. After sign-off by the unit lead only. Starts TM10. */
export function requestReturn(command: RequestReturn, state: OrderState): OrderDecision {
  const { actor } = command;
  switch (state.status) {
    case 'absent':
      return refusedForNow('HANDOVER_PENDING');
    case 'return-requested':
      return state.requester === actor.person ? nothingNew : refused('NOT_RETURNABLE');
    case 'dispatched':
      return notTheHandler(actor, state) ?? request(command, state, ['HAN', 'HLD', 'VOL']);
    case 'in-progress':
      if (actor.role === 'HAN' || actor.role === 'VOL') return refused('ONLY_UNIT_LEAD_RETURNS_SIGNED');
      return notTheHandler(actor, state) ?? request(command, state, ['HLD']);
    case 'accepted':
    case 'completion-reported':
      return refused('NOT_RETURNABLE');
    case 'handed-back':
    case 'withdrawn':
      return refused('ORDER_CLOSED');
  }
}

function request({ at, actor, data, guards }: RequestReturn, state: OrderIn<'dispatched' | 'in-progress'>, permitted: readonly Role[]): OrderDecision {
  if (state.work.designated) return refused('RETURN_AFTER_DESIGNATION');
  const window = state.work.dues.findLast((due) => due.timer === 'TM09');
  const tooLate = window !== undefined && epochOf(at) > epochOf(window.due);
  const broken: OrderGuard[] = [...roleGuards(actor, permitted), ...(tooLate ? (['return.window'] as const) : [])];
  const person = state.matter.keyHolder;
  return guarded(broken, guards, guardCodes, () =>
    happened<OrderFact>(
      {
        type: 'ReturnRequested',
        data: { unit: state.assignee.unit, afterSignOff: state.status === 'in-progress', request: state.work.returns + 1 },
        secrets: [
          { part: 'reason', person, value: data.reason },
          { part: 'basis', person, value: data.basis },
        ],
      },
      ...deadlineFor('TM10', at, state.priority, data.rules, 'return'),
    ),
  );
}

/** 同意退单 (T15): back to be dispatched, by somebody else than the requester; from the second return on, designation instead. */
export function approveReturn({ at, actor, data, guards }: ApproveReturn, state: OrderState): OrderDecision {
  return onPendingReturn(state, (pending) => {
    const broken: OrderGuard[] = [
      ...roleGuards(actor, mayDecide),
      ...(actor.person === pending.requester ? (['I2'] as const) : []),
      ...(pending.work.returns > 1 ? (['return.designate'] as const) : []),
    ];
    return (
      outsideArea(actor, pending.matter) ??
      guarded(broken, guards, guardCodes, () =>
        happened<OrderFact>(
          { type: 'ReturnApproved', data: { request: pending.work.returns }, secrets: [reason(pending, data.reason)] },
          ...deadlineFor('TM05', at, pending.priority, data.rules, 'return'),
        ),
      )
    );
  });
}

/** 驳回退单 (T16): the order stays where it was sent. */
export function rejectReturn({ actor, data, guards }: RejectReturn, state: OrderState): OrderDecision {
  return onPendingReturn(
    state,
    (pending) =>
      outsideArea(actor, pending.matter) ??
      guarded(roleGuards(actor, mayDecide), guards, guardCodes, () =>
        happened<OrderFact>({ type: 'ReturnRejected', data: { request: pending.work.returns }, secrets: [reason(pending, data.reason)] }),
      ),
  );
}

/** 会商指定 (T17): names the unit that must do it; after this nobody returns the order. The main due date stays. */
export function designateHandler({ at, actor, data, guards }: DesignateHandler, state: OrderState): OrderDecision {
  return onPendingReturn(state, (pending) => {
    const { unit, person, rules } = data;
    const broken: OrderGuard[] = [...roleGuards(actor, mayDesignate), ...(pending.matter.subjectUnit === unit ? (['conflict'] as const) : [])];
    const signOff = stampDue('TM06', pending.priority, at, rules);
    return (
      outsideArea(actor, pending.matter) ??
      guarded(broken, guards, guardCodes, () =>
        happened<OrderFact>(
          { type: 'HandlerDesignated', data: { unit, person }, secrets: [reason(pending, data.reason)] },
          ...(signOff ? [deadline(signOff, pending.priority, rules, 'dispatch')] : []),
        ),
      )
    );
  });
}

function onPendingReturn(state: OrderState, decide: (pending: OrderIn<'return-requested'>) => OrderDecision): OrderDecision {
  switch (state.status) {
    case 'absent':
      return refusedForNow('HANDOVER_PENDING');
    case 'return-requested':
      return decide(state);
    case 'accepted':
    case 'dispatched':
    case 'in-progress':
    case 'completion-reported':
      return refused('NO_RETURN_PENDING');
    case 'handed-back':
    case 'withdrawn':
      return refused('ORDER_CLOSED');
  }
}

const reason = ({ matter }: OrderIn<'return-requested'>, value: string) => ({ part: 'reason', person: matter.keyHolder, value });
