import { caseEventTypes, orderEventTypes } from '@huying/contracts';
import type {
  CaseAccepted,
  CaseAnsweredDirectly,
  CaseClosed,
  CaseHandoverTaken,
  CaseRegistered,
  CaseWithdrawnAtIntake,
  FirstContactAssigned,
  FirstContactHandoverAccepted,
  RatingSubmitted,
} from '@huying/domain-case';
import { defineProjection, removed } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';
import type { OrderProgress } from './order-progress.js';

/** What the board follows. Dispatch's own taking and withdrawal are left out: intake's hand-over says the same. */
type BoardFact =
  | CaseRegistered
  | FirstContactAssigned
  | FirstContactHandoverAccepted
  | CaseAnsweredDirectly
  | CaseAccepted
  | CaseHandoverTaken
  | CaseClosed
  | CaseWithdrawnAtIntake
  | RatingSubmitted
  | OrderProgress;

/** A case as lists show it: codes and opaque ids, nothing personal. */
export interface CaseRow {
  readonly caseId: string;
  readonly area: string;
  readonly type: string;
  readonly service: string;
  readonly state: string;
  readonly since: Instant;
  readonly registeredAt: Instant;
  readonly priority: string | null;
  readonly grid: string | null;
  readonly building: string | null;
  readonly contact: string;
  readonly complainant: string | null;
  readonly firstContact: string | null;
  readonly handler: string | null;
  readonly handlerUnit: string | null;
  readonly grade: string | null;
}

type Fold = (row: CaseRow | undefined) => CaseRow | typeof removed;

/** A change to the row; an event whose case is not there (a history begun elsewhere) leaves no row. */
const changed =
  (change: Partial<CaseRow>): Fold =>
  (row) =>
    row === undefined ? removed : { ...row, ...change };
const entered = (state: string, { time }: { readonly time: Instant }, change: Partial<CaseRow> = {}): Fold =>
  changed({ ...change, state, since: time });

export const casesBoard = defineProjection<BoardFact, CaseRow>({
  name: 'cases_board_v1',
  types: {
    CaseRegistered: caseEventTypes.CaseRegistered,
    FirstContactAssigned: caseEventTypes.FirstContactAssigned,
    FirstContactHandoverAccepted: caseEventTypes.FirstContactHandoverAccepted,
    CaseAnsweredDirectly: caseEventTypes.CaseAnsweredDirectly,
    CaseAccepted: caseEventTypes.CaseAccepted,
    HandoverTaken: caseEventTypes.HandoverTaken,
    CaseClosed: caseEventTypes.CaseClosed,
    CaseWithdrawn: caseEventTypes.CaseWithdrawn,
    RatingSubmitted: caseEventTypes.RatingSubmitted,
    CaseDispatched: orderEventTypes.CaseDispatched,
    CaseSigned: orderEventTypes.CaseSigned,
    ReturnRequested: orderEventTypes.ReturnRequested,
    ReturnApproved: orderEventTypes.ReturnApproved,
    ReturnRejected: orderEventTypes.ReturnRejected,
    HandlerDesignated: orderEventTypes.HandlerDesignated,
    CompletionReported: orderEventTypes.CompletionReported,
    CompletionRejected: orderEventTypes.CompletionRejected,
    CompletionAccepted: orderEventTypes.CompletionAccepted,
  },
  columns: {
    caseId: 'text',
    area: 'text',
    type: 'text',
    service: 'text',
    state: 'text',
    since: 'instant',
    registeredAt: 'instant',
    priority: 'text',
    grid: 'text',
    building: 'text',
    contact: 'text',
    complainant: 'text',
    firstContact: 'text',
    handler: 'text',
    handlerUnit: 'text',
    grade: 'text',
  },
  indexes: [['registeredAt', 'caseId'], ['complainant'], ['handler'], ['building', 'service']],
  key: (event) => event.caseKey,
  on: {
    CaseRegistered: ({ data, time, caseKey = '' }) => ({
      ...{ caseId: caseKey, area: data.area, type: data.type, service: data.service, state: 'S00', since: time, registeredAt: time },
      ...{ priority: null, grid: data.place.grid ?? null, building: data.place.building ?? null, contact: data.contact },
      ...{ complainant: data.complainant ?? null, firstContact: null, handler: null, handlerUnit: null, grade: null },
    }),
    FirstContactAssigned: ({ data }, row) => changed({ firstContact: data.person })(row),
    FirstContactHandoverAccepted: ({ data }, row) => changed({ firstContact: data.person })(row),
    CaseAnsweredDirectly: (event, row) => entered('S50', event)(row),
    CaseAccepted: (event, row) => {
      const { type, service, priority, place } = event.data;
      return entered('S10', event, { type, service, priority, grid: place.grid, building: place.building })(row);
    },
    // An accepted completion had entered S50 already, when dispatch gave the case back.
    HandoverTaken: (event, row) => (event.data.outcome === 'withdrawn' ? entered('S92', event)(row) : changed({ state: 'S50' })(row)),
    CaseClosed: (event, row) => entered('S60', event)(row),
    CaseWithdrawn: (event, row) => entered('S92', event)(row),
    RatingSubmitted: ({ data }, row) => changed({ grade: row?.grade ?? data.grade })(row),
    CaseDispatched: (event, row) => entered('S20', event, { handler: event.data.person, handlerUnit: event.data.unit })(row),
    CaseSigned: (event, row) => entered('S30', event)(row),
    ReturnRequested: (event, row) => entered('S21', event)(row),
    ReturnApproved: (event, row) => entered('S10', event, { handler: null, handlerUnit: null })(row),
    ReturnRejected: (event, row) => entered('S20', event)(row),
    HandlerDesignated: (event, row) => entered('S20', event, { handler: event.data.person, handlerUnit: event.data.unit })(row),
    CompletionReported: (event, row) => entered('S40', event)(row),
    CompletionRejected: (event, row) => entered('S30', event)(row),
    CompletionAccepted: (event, row) => entered('S50', event)(row),
  },
});
