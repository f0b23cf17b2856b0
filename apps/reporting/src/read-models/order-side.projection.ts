import { orderEventTypes } from '@huying/contracts';
import { evolveOrderEvidence, noOrderEvidence, type OrderEvidence } from '@huying/domain-indicator';
import { enteredState } from '@huying/domain-lifecycle';
import { orderDecider, type OrderFact, type TakenOrder } from '@huying/domain-order';
import { defineProjection, removed, type ProjectedEvent } from '@huying/event-bus';
import { earlier, later } from './span.js';

/** What dispatch's stream says of a case. Holds no personal data. */
export interface OrderSideRow extends OrderEvidence {
  readonly caseId: string;
  readonly area: string;
  /** By the same fold that decides about it. */
  readonly state: TakenOrder;
  readonly since: string | null;
  readonly sinceEvent: string;
  /** Earliest and latest due date; what a period asks for. */
  readonly dueFrom: string | null;
  readonly dueTo: string | null;
}

const step = (event: ProjectedEvent<OrderFact>, row: OrderSideRow | undefined): OrderSideRow | typeof removed => {
  const state = orderDecider.evolve(row?.state ?? orderDecider.initial, event);
  if (state.status === 'absent') return removed;
  const moved = enteredState(event.type) || event.type === 'HandoverTaken';
  const due = event.type === 'DeadlineSet' ? event.data.due : undefined;
  return {
    caseId: row?.caseId ?? event.caseKey ?? event.stream,
    area: row?.area ?? state.matter.area,
    state,
    since: event.type === 'HandoverTaken' ? null : moved ? event.time : (row?.since ?? null),
    sinceEvent: moved ? event.id : (row?.sinceEvent ?? event.id),
    dueFrom: due === undefined ? (row?.dueFrom ?? null) : earlier(row?.dueFrom ?? null, due),
    dueTo: due === undefined ? (row?.dueTo ?? null) : later(row?.dueTo ?? null, due),
    ...evolveOrderEvidence(evidenceOf(row), event),
  };
};

const evidenceOf = (row: OrderSideRow | undefined): OrderEvidence => {
  if (row === undefined) return noOrderEvidence;
  const { dispatches, contacts, contactLimit, mainLimit, mainCycle, completions, withdrawn } = row;
  return { dispatches, contacts, contactLimit, mainLimit, mainCycle, completions, withdrawn };
};

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
