import { orderEventTypes } from '@huying/contracts';
import type { CaseRecord, Completion, Dispatch, Limit, Mark } from '@huying/domain-indicator';
import { enteredState } from '@huying/domain-lifecycle';
import { orderDecider, type OrderFact, type TakenOrder } from '@huying/domain-order';
import { defineProjection, removed, type ProjectedEvent } from '@huying/event-bus';
import { earlier, later, markOf } from './mark.js';

/** What dispatch's stream says of a case. Holds no personal data. */
export interface OrderSideRow {
  readonly caseId: string;
  readonly area: string;
  /** By the same fold that decides about it. */
  readonly state: TakenOrder;
  readonly since: string | null;
  readonly sinceEvent: string;
  readonly dispatches: readonly Dispatch[];
  readonly contacts: CaseRecord['contacts'];
  readonly contactLimit: Limit | null;
  /** TM08 of the first cycle that was dispatched: the earliest, since an early sign-off adds an earlier one. */
  readonly mainLimit: Limit | null;
  readonly mainCycle: number | null;
  readonly completions: readonly Completion[];
  readonly withdrawn: Mark | null;
  /** Earliest and latest due date; what a period asks for. */
  readonly dueFrom: string | null;
  readonly dueTo: string | null;
}

const step = (event: ProjectedEvent<OrderFact>, row: OrderSideRow | undefined): OrderSideRow | typeof removed => {
  const state = orderDecider.evolve(row?.state ?? orderDecider.initial, event);
  if (state.status === 'absent') return removed;
  const moved = enteredState(event.type) || event.type === 'HandoverTaken';
  const before: OrderSideRow = row ?? {
    caseId: event.caseKey ?? event.stream,
    area: state.matter.area,
    state,
    since: null,
    sinceEvent: event.id,
    dispatches: [],
    contacts: [],
    contactLimit: null,
    mainLimit: null,
    mainCycle: null,
    completions: [],
    withdrawn: null,
    dueFrom: null,
    dueTo: null,
  };
  return {
    ...before,
    ...changeBy(event, before),
    state,
    since: event.type === 'HandoverTaken' ? null : moved ? event.time : before.since,
    sinceEvent: moved ? event.id : before.sinceEvent,
  };
};

function changeBy(event: ProjectedEvent<OrderFact>, row: OrderSideRow): Partial<OrderSideRow> {
  const mark = markOf(event);
  switch (event.type) {
    case 'CaseDispatched':
      return { dispatches: [...row.dispatches, { dispatched: mark }] };
    case 'DeadlineSet':
      return limitedBy(event, row, mark);
    case 'CaseSigned':
      return { dispatches: withLast(row.dispatches, (dispatch) => ({ ...dispatch, signed: mark })) };
    case 'ResidentContacted':
      return event.data.effective ? { contacts: [...row.contacts, mark] } : {};
    case 'CompletionReported':
      return { completions: [...row.completions, { reported: mark }] };
    case 'CompletionRejected':
      return { completions: withLast(row.completions, (completion) => ({ ...completion, rejected: mark })) };
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

function limitedBy(
  event: Extract<ProjectedEvent<OrderFact>, { type: 'DeadlineSet' }>,
  row: OrderSideRow,
  set: Mark,
): Partial<OrderSideRow> {
  const { timer, due } = event.data;
  const limit: Limit = { due, set };
  const span = { dueFrom: earlier(row.dueFrom, due), dueTo: later(row.dueTo, due) };
  if (timer === 'TM06') return { ...span, dispatches: withLast(row.dispatches, (dispatch) => ({ ...dispatch, signOff: limit })) };
  if (timer === 'TM07') return { ...span, contactLimit: row.contactLimit ?? limit };
  return timer === 'TM08' ? { ...span, ...mainLimitOf(row, limit, event.cycle ?? 1) } : span;
}

function mainLimitOf({ mainLimit, mainCycle }: OrderSideRow, limit: Limit, cycle: number): Partial<OrderSideRow> {
  if (mainLimit === null) return { mainLimit: limit, mainCycle: cycle };
  return mainCycle === cycle && Date.parse(limit.due) < Date.parse(mainLimit.due) ? { mainLimit: limit } : {};
}

function withLast<Item>(items: readonly Item[], change: (last: Item) => Item): readonly Item[] {
  const last = items.at(-1);
  return last === undefined ? items : [...items.slice(0, -1), change(last)];
}

/** One row for each case, from its stream at dispatch. */
export const orderSide = defineProjection<OrderFact, OrderSideRow>({
  name: 'order_side_v1',
  types: orderEventTypes,
  columns: {
    caseId: 'text',
    area: 'text',
    state: 'json',
    since: 'instant',
    sinceEvent: 'text',
    dispatches: 'json',
    contacts: 'json',
    contactLimit: 'json',
    mainLimit: 'json',
    mainCycle: 'integer',
    completions: 'json',
    withdrawn: 'json',
    dueFrom: 'instant',
    dueTo: 'instant',
  },
  indexes: [['dueTo', 'dueFrom']],
  key: ({ caseKey, stream }) => caseKey ?? stream,
  on: Object.fromEntries(Object.keys(orderEventTypes).map((type) => [type, step])) as Record<OrderFact['type'], typeof step>,
});
