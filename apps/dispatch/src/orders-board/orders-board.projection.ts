import { orderEventTypes, type OrderContact, type OrderEvidence } from '@huying/contracts';
import { orderDecider, type Due, type OrderFact, type OrderState, type OrderStatus, type TakenOrder } from '@huying/domain-order';
import { defineProjection, removed, type ProjectedEvent } from '@huying/event-bus';
import { epochOf } from '@huying/kernel';

export interface OrderBoardRow {
  readonly caseId: string;
  /** State of the life cycle, S10–S40; `handed-back` and `withdrawn` are intake's. */
  readonly state: string;
  readonly open: boolean;
  readonly cycle: number;
  readonly area: string;
  readonly unit: string | null;
  readonly person: string | null;
  readonly volunteer: boolean;
  readonly since: string;
  /** The main clock (TM08): epoch milliseconds, 0 where it was never started. */
  readonly dueStart: number;
  readonly dueAt: number;
  readonly running: boolean;
  readonly provisional: boolean;
  readonly version: number;
  /** All that the decider knows; holds no personal data. */
  readonly order: TakenOrder;
  readonly contacts: readonly OrderContact[];
  readonly evidence: readonly OrderEvidence[];
}

/** `lifecycle.json`, as far as dispatch owns it. */
const states: Readonly<Record<OrderStatus, string>> = {
  absent: 'absent',
  accepted: 'S10',
  dispatched: 'S20',
  'return-requested': 'S21',
  'in-progress': 'S30',
  'completion-reported': 'S40',
  'handed-back': 'handed-back',
  withdrawn: 'withdrawn',
};
const closed: ReadonlySet<OrderStatus> = new Set(['handed-back', 'withdrawn']);
/** A reported completion has stopped the clock (SCENARIO §3). */
const clockRuns: ReadonlySet<OrderStatus> = new Set(['accepted', 'dispatched', 'return-requested', 'in-progress']);

const step = (event: ProjectedEvent<OrderFact>, row: OrderBoardRow | undefined): OrderBoardRow | typeof removed => {
  const before: OrderState = row?.order ?? orderDecider.initial;
  const order = orderDecider.evolve(before, event);
  if (order.status === 'absent') return removed;
  const assignee = 'assignee' in order ? order.assignee : undefined;
  const main = mainDue(order);
  return {
    caseId: event.caseKey ?? event.stream.slice('order-'.length),
    state: states[order.status],
    open: !closed.has(order.status),
    cycle: order.cycle,
    area: order.matter.area,
    unit: assignee?.unit ?? null,
    person: assignee?.person ?? null,
    volunteer: event.type === 'CaseDispatched' ? event.data.volunteer : event.type !== 'HandlerDesignated' && (row?.volunteer ?? false),
    since: row === undefined || order.status !== before.status ? event.time : row.since,
    dueStart: main === undefined ? 0 : epochOf(main.start),
    dueAt: main === undefined ? 0 : epochOf(main.due),
    running: clockRuns.has(order.status),
    provisional: main?.provisional ?? false,
    version: event.streamVersion,
    order,
    contacts: [...(row?.contacts ?? []), ...contactOf(event)],
    evidence: [...(row?.evidence ?? []), ...evidenceOf(event)],
  };
};

/** The main due date that counts: the earliest stamped, since an early sign-off only ever adds an earlier one. */
function mainDue({ work }: TakenOrder): Due | undefined {
  return work.dues.filter(({ timer }) => timer === 'TM08').toSorted((a, b) => epochOf(a.due) - epochOf(b.due))[0];
}

function contactOf(event: ProjectedEvent<OrderFact>): readonly OrderContact[] {
  if (event.type === 'ResidentContacted') {
    return [{ at: event.time, via: event.data.via, outcome: event.data.effective ? 'effective' : 'without-effect', by: event.actor }];
  }
  return event.type === 'ContactAttemptFailed' ? [{ at: event.time, via: event.data.via, outcome: 'failed', by: event.actor }] : [];
}

function evidenceOf(event: ProjectedEvent<OrderFact>): readonly OrderEvidence[] {
  if (event.type !== 'EvidenceAttached') return [];
  const { sha256: digest, kind, mediaType, bytes } = event.data;
  return [{ digest, kind, mediaType, bytes, at: event.time, by: event.actor }];
}

/** Every order, by the same fold that decides about it. */
export const ordersBoard = defineProjection<OrderFact, OrderBoardRow>({
  name: 'orders_board_v1',
  types: orderEventTypes,
  columns: {
    caseId: 'text',
    state: 'text',
    open: 'flag',
    cycle: 'integer',
    area: 'text',
    unit: 'text',
    person: 'text',
    volunteer: 'flag',
    since: 'instant',
    dueStart: 'long',
    dueAt: 'long',
    running: 'flag',
    provisional: 'flag',
    version: 'integer',
    order: 'json',
    contacts: 'json',
    evidence: 'json',
  },
  indexes: [
    ['open', 'dueAt', 'caseId'],
    ['person', 'open'],
    ['unit', 'open'],
  ],
  key: ({ caseKey, stream }) => caseKey ?? stream,
  on: {
    HandoverTaken: step,
    CaseDispatched: step,
    DeadlineSet: step,
    CaseSigned: step,
    ReturnRequested: step,
    ReturnApproved: step,
    ReturnRejected: step,
    HandlerDesignated: step,
    ResidentContacted: step,
    ContactAttemptFailed: step,
    EvidenceAttached: step,
    CompletionReported: step,
    CompletionRejected: step,
    CompletionAccepted: step,
    CaseWithdrawn: step,
    PiiRevealed: step,
    PiiRevealDenied: step,
  },
});
