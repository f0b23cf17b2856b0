import { caseEventTypes } from '@huying/contracts';
import { caseDecider, type CaseFact, type CaseState, type KnownCase } from '@huying/domain-case';
import { evolveCaseEvidence, markOf, noCaseEvidence, type CaseEvidence, type Mark } from '@huying/domain-indicator';
import { enteredState, type StampedDeadline } from '@huying/domain-lifecycle';
import { defineProjection, removed, type ProjectedEvent } from '@huying/event-bus';
import { earlier, later, monthOf } from './span.js';

/** What intake's stream says of a case. Holds no personal data. */
export interface CaseSideRow extends CaseEvidence {
  readonly caseId: string;
  readonly area: string;
  readonly kind: string;
  readonly open: boolean;
  readonly registered: Mark;
  readonly registeredMonth: string;
  readonly closed: Mark | null;
  readonly closedMonth: string | null;
  /** By the same fold that decides about it. */
  readonly state: KnownCase;
  /** When intake last moved the case; null once it only took over what dispatch had moved. */
  readonly since: string | null;
  /** The event that put the case where it is, as far as intake knows. */
  readonly sinceEvent: string;
  readonly dues: readonly StampedDeadline[];
  /** First and last time that the resident was heard; what a period asks for. */
  readonly heardFrom: string | null;
  readonly heardTo: string | null;
}

const over: ReadonlySet<CaseState['status']> = new Set(['closed', 'withdrawn']);

const step = (event: ProjectedEvent<CaseFact>, row: CaseSideRow | undefined): CaseSideRow | typeof removed => {
  const state = caseDecider.evolve(row?.state ?? caseDecider.initial, event);
  if (state.status === 'absent') return removed;
  const mark = markOf(event);
  const moved = enteredState(event.type) || event.type === 'HandoverTaken';
  const isHeard = event.type === 'CallbackCompleted' || event.type === 'RatingSubmitted';
  const closed = event.type === 'CaseClosed' ? mark : (row?.closed ?? null);
  return {
    caseId: event.caseKey ?? event.stream,
    area: state.area,
    kind: state.type,
    open: !over.has(state.status),
    registered: row?.registered ?? mark,
    registeredMonth: row?.registeredMonth ?? monthOf(event.time),
    closed,
    closedMonth: closed === null ? null : monthOf(closed.at),
    state,
    since: event.type === 'HandoverTaken' ? null : moved || row === undefined ? event.time : row.since,
    sinceEvent: moved || row === undefined ? event.id : row.sinceEvent,
    dues: event.type === 'DeadlineSet' ? [...(row?.dues ?? []), event.data] : (row?.dues ?? []),
    ...evolveCaseEvidence(row === undefined ? noCaseEvidence : evidenceOf(row), event),
    heardFrom: isHeard ? earlier(row?.heardFrom ?? null, event.time) : (row?.heardFrom ?? null),
    heardTo: isHeard ? later(row?.heardTo ?? null, event.time) : (row?.heardTo ?? null),
  };
};

const evidenceOf = ({ withdrawn, callbacks, ratings }: CaseSideRow): CaseEvidence => ({ withdrawn, callbacks, ratings });

/** One row for each case, from its stream at intake. */
export const caseSide = defineProjection<CaseFact, CaseSideRow>({
  name: 'case_side_v1',
  types: caseEventTypes,
  columns: {
    caseId: 'text',
    area: 'text',
    kind: 'text',
    open: 'flag',
    registered: 'json',
    registeredMonth: 'text',
    closed: 'json',
    closedMonth: 'text',
    state: 'json',
    since: 'instant',
    sinceEvent: 'text',
    dues: 'json',
    withdrawn: 'json',
    callbacks: 'json',
    ratings: 'json',
    heardFrom: 'instant',
    heardTo: 'instant',
  },
  indexes: [['open', 'caseId'], ['registeredMonth', 'kind'], ['closedMonth', 'kind'], ['heardTo']],
  key: ({ caseKey, stream }) => caseKey ?? stream,
  on: Object.fromEntries(Object.keys(caseEventTypes).map((type) => [type, step])) as Record<CaseFact['type'], typeof step>,
});
