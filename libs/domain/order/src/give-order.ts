import type { Matter } from '@huying/domain-case';
import { dueOfEarlySignOff, duesOfDispatch, stampDue, type DeadlineRules, type Priority, type StampedDue, type TimerId } from '@huying/domain-deadline';
import { guarded, happened, nothingNew, refused, refusedForNow, type Decision, type Role } from '@huying/kernel';
import { handlers, notTheHandler, outsideArea, roleGuards } from './authority.js';
import type { DispatchCase, SignOrder, TakeHandover } from './order-commands.js';
import type { DeadlineSet, Due, OrderFact } from './order-facts.js';
import { guardCodes, type OrderGuard, type OrderRefusal } from './order-refusals.js';
import type { OrderIn, OrderState } from './order-state.js';

type OrderDecision = Decision<OrderFact, OrderRefusal>;

const dispatchers: readonly Role[] = ['DIS', 'ST'];

/** Takes the case from intake; a hand-over taken before changes nothing. */
export function takeHandover({ data }: TakeHandover, state: OrderState): OrderDecision {
  const last = state.status === 'absent' ? 0 : state.handover;
  if (data.handover <= last) return nothingNew;
  const expected = state.status === 'absent' || state.status === 'handed-back' || state.status === 'withdrawn';
  if (!expected || data.handover !== last + 1) return refused('HANDOVER_OUT_OF_ORDER', { last, given: data.handover });
  return happened({ type: 'HandoverTaken', data: { handover: data.handover, cycle: data.cycle, ...matterOf(data) } });
}

/** Exactly what an order needs: the event that gave the case may carry more. */
function matterOf({ area, type, service, priority, place, contact, complainant, keyHolder, subjectUnit }: Matter): Matter {
  return {
    ...{ area, type, service, priority, place, contact, keyHolder },
    ...(complainant === undefined ? {} : { complainant }),
    ...(subjectUnit === undefined ? {} : { subjectUnit }),
  };
}

/** Gives the order to a unit and person and stamps its due dates (RULES §1.4 T11). */
export function dispatchCase(command: DispatchCase, state: OrderState): OrderDecision {
  switch (state.status) {
    case 'absent':
      return refusedForNow('HANDOVER_PENDING');
    case 'accepted':
      return outsideArea(command.actor, state.matter) ?? give(command, state);
    case 'dispatched':
      return isSameAssignee(command, state) ? nothingNew : refused('NOT_AWAITING_DISPATCH', { state: 'S20' });
    case 'return-requested':
    case 'in-progress':
    case 'completion-reported':
      return refused('NOT_AWAITING_DISPATCH');
    case 'handed-back':
    case 'withdrawn':
      return refused('ORDER_CLOSED');
  }
}

function give({ at, actor, data, guards }: DispatchCase, state: OrderIn<'accepted'>): OrderDecision {
  const { unit, person, rules, volunteer = false } = data;
  const priority = data.priority ?? state.priority;
  const broken: OrderGuard[] = [...roleGuards(actor, dispatchers), ...(state.matter.subjectUnit === unit ? (['conflict'] as const) : [])];
  return guarded(broken, guards, guardCodes, () =>
    happened<OrderFact>(
      {
        type: 'CaseDispatched',
        data: { dispatch: state.work.dispatches + 1, unit, person, volunteer, item: data.item ?? state.matter.service, priority },
      },
      ...duesOfDispatch(priority, at, rules)
        .filter((due) => isStamped(due, state))
        .map((due) => deadline(due, priority, rules, 'dispatch')),
    ),
  );
}

/**
 * Sign-off and return window run anew with each dispatch. First contact and the main due date run from the first dispatch of the cycle,
 * so that a return does not buy time (T15: not reset), and first contact only where the resident wants one.
 */
function isStamped({ timer }: StampedDue, { work, matter }: OrderIn<'accepted'>): boolean {
  if (timer === 'TM06' || timer === 'TM09') return true;
  if (timer === 'TM07' && matter.contact !== 'phone') return false;
  return !work.dues.some((due) => due.timer === timer);
}

const isSameAssignee = ({ data }: DispatchCase, { assignee }: OrderIn<'dispatched'>): boolean =>
  assignee.unit === data.unit && assignee.person === data.person;

/** The handler, or his unit's lead, takes the order (RULES §1.4 T12). An early first sign-off adds an earlier main due date. */
export function signOrder({ at, actor, data, guards }: SignOrder, state: OrderState): OrderDecision {
  switch (state.status) {
    case 'absent':
      return refusedForNow('HANDOVER_PENDING');
    case 'in-progress':
      return notTheHandler(actor, state) ?? nothingNew;
    case 'dispatched':
      return (
        notTheHandler(actor, state) ??
        guarded(roleGuards(actor, handlers), guards, guardCodes, () =>
          happened<OrderFact>({ type: 'CaseSigned', data: state.assignee }, ...earlierDue(at, state, data.rules)),
        )
      );
    case 'accepted':
    case 'return-requested':
    case 'completion-reported':
      return refused('NOT_AWAITING_SIGN_OFF');
    case 'handed-back':
    case 'withdrawn':
      return refused('ORDER_CLOSED');
  }
}

function earlierDue(at: string, { work, priority }: OrderIn<'dispatched'>, rules: DeadlineRules): readonly DeadlineSet[] {
  const stamped = work.dues.find((due) => due.timer === 'TM08');
  if (work.signedOnce || stamped === undefined) return [];
  const earlier = dueOfEarlySignOff(priority, at, stamped, rules);
  return earlier ? [deadline(earlier, priority, rules, 'sign-off')] : [];
}

export const deadline = (due: StampedDue, priority: Priority, { policy, calendar }: DeadlineRules, basis: Due['basis']): DeadlineSet => ({
  type: 'DeadlineSet',
  data: { ...due, priority, policy: policy.version, calendar: calendar.version, basis },
});

/** The due date of one timer that starts now; none where the policy runs none for the priority. */
export function deadlineFor(timer: TimerId, at: string, priority: Priority, rules: DeadlineRules, basis: Due['basis']): readonly DeadlineSet[] {
  const due = stampDue(timer, priority, at, rules);
  return due ? [deadline(due, priority, rules, basis)] : [];
}
