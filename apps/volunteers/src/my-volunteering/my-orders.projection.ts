import { orderEventTypes } from '@huying/contracts';
import type { OrderFact } from '@huying/domain-order';
import { defineProjection, removed, type ProjectedEvent } from '@huying/event-bus';

/** What of an order concerns whoever it was given to. */
type OrderForMe = Extract<
  OrderFact,
  {
    type:
      | 'HandoverTaken'
      | 'CaseDispatched'
      | 'HandlerDesignated'
      | 'DeadlineSet'
      | 'CaseSigned'
      | 'ReturnRequested'
      | 'ReturnApproved'
      | 'ReturnRejected'
      | 'CompletionReported'
      | 'CompletionRejected'
      | 'CompletionAccepted'
      | 'CaseWithdrawn';
  }
>;

export interface MyOrderRow {
  readonly caseId: string;
  readonly area: string;
  readonly type: string;
  readonly service: string;
  readonly grid: string;
  readonly building: string;
  /** S10–S40 of the life cycle; `over` once dispatch has given it away. */
  readonly state: 'S10' | 'S20' | 'S21' | 'S30' | 'S40' | 'over';
  readonly since: string;
  readonly unit: string | null;
  /** Who has it now; nobody between a return and the next dispatch. */
  readonly person: string | null;
  readonly volunteer: boolean;
  /** A designated handler may not hand it back. */
  readonly designated: boolean;
  readonly signOffDue: string | null;
  readonly returnUntil: string | null;
  /** The main clock (TM08): when it began, and its earliest due date. */
  readonly dueStart: string | null;
  readonly due: string | null;
  readonly events: readonly string[];
}

const step =
  <Event extends { readonly time: string; readonly id: string }>(change: (event: Event, row: MyOrderRow) => Partial<MyOrderRow>) =>
  (event: Event, row: MyOrderRow | undefined): MyOrderRow | typeof removed => {
    if (row === undefined) return removed;
    const next = { ...row, ...change(event, row), events: [...row.events, event.id] };
    return { ...next, since: next.state === row.state ? row.since : event.time };
  };
type Of<Type extends OrderForMe['type']> = ProjectedEvent<Extract<OrderForMe, { type: Type }>>;

/** Orders by case, with who has them: what a volunteer sees of dispatch's work. */
export const myOrders = defineProjection<OrderForMe, MyOrderRow>({
  name: 'my_orders_v1',
  types: orderEventTypes,
  columns: {
    caseId: 'text',
    area: 'text',
    type: 'text',
    service: 'text',
    grid: 'text',
    building: 'text',
    state: 'text',
    since: 'instant',
    unit: 'text',
    person: 'text',
    volunteer: 'flag',
    designated: 'flag',
    signOffDue: 'instant',
    returnUntil: 'instant',
    dueStart: 'instant',
    due: 'instant',
    events: 'texts',
  },
  indexes: [['person', 'state']],
  key: ({ caseKey, stream }) => caseKey ?? stream,
  on: {
    HandoverTaken: ({ data: { area, type, service, place }, time, id }, _row, caseId) => ({
      caseId,
      area,
      type,
      service,
      grid: place.grid,
      building: place.building,
      state: 'S10',
      since: time,
      unit: null,
      person: null,
      volunteer: false,
      designated: false,
      signOffDue: null,
      returnUntil: null,
      dueStart: null,
      due: null,
      events: [id],
    }),
    CaseDispatched: step<Of<'CaseDispatched'>>(({ data: { unit, person, volunteer } }) => ({
      state: 'S20',
      unit,
      person,
      volunteer,
      signOffDue: null,
      returnUntil: null,
    })),
    HandlerDesignated: step<Of<'HandlerDesignated'>>(({ data: { unit, person } }) => ({
      state: 'S20',
      unit,
      person,
      volunteer: false,
      designated: true,
    })),
    DeadlineSet: step<Of<'DeadlineSet'>>(({ data: { timer, start, due } }, row) => {
      if (timer === 'TM06') return { signOffDue: due };
      if (timer === 'TM09') return { returnUntil: due };
      const isEarlier = timer === 'TM08' && (row.due === null || Date.parse(due) < Date.parse(row.due));
      return isEarlier ? { dueStart: start, due } : {};
    }),
    CaseSigned: step<Of<'CaseSigned'>>(() => ({ state: 'S30' })),
    ReturnRequested: step<Of<'ReturnRequested'>>(() => ({ state: 'S21' })),
    ReturnApproved: step<Of<'ReturnApproved'>>(() => ({ state: 'S10', unit: null, person: null, volunteer: false })),
    ReturnRejected: step<Of<'ReturnRejected'>>(() => ({ state: 'S20' })),
    CompletionReported: step<Of<'CompletionReported'>>(() => ({ state: 'S40' })),
    CompletionRejected: step<Of<'CompletionRejected'>>(() => ({ state: 'S30' })),
    CompletionAccepted: step<Of<'CompletionAccepted'>>(() => ({ state: 'over' })),
    CaseWithdrawn: step<Of<'CaseWithdrawn'>>(() => ({ state: 'over' })),
  },
});
