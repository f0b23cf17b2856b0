import type { Named, RunningDeadline, Standing } from '@huying/contracts';
import {
  evolveForeign,
  initialForeign,
  stepsInOrder,
  viewForeign,
  type ForeignFact,
  type ForeignState,
  type ForeignView,
} from '@huying/domain-foreign';
import { decodeRecorded } from '@huying/event-store';
import { epochOf, shanghai, type Instant } from '@huying/kernel';
import type { BoardCell, CaseFold, CaseSummary, FoldedCase } from './case-fold.js';
import { stateName, timerName } from './names.js';

/** Cases imported from other systems, with their own activities and their own two states. */
export const importedCaseFold: CaseFold = {
  kind: 'imported',
  categories: new Set(['foreign']),
  empty: folded(initialForeign),
  title({ recorded }) {
    const { type, data } = decodeRecorded<ForeignFact>(recorded);
    const step = data.transition === undefined || data.transition === 'complete' ? data.activity : `${data.activity} (${data.transition})`;
    const corrected: Named = { zh: `更正：${step}`, en: `Corrected: ${step}` };
    return type === 'ForeignActivityCorrected' ? corrected : { zh: step, en: step };
  },
  doer({ recorded }) {
    const { resource, group } = decodeRecorded<ForeignFact>(recorded).data;
    return { person: resource ?? null, unit: group ?? null };
  },
};

function folded(state: ForeignState): FoldedCase {
  return {
    apply: ({ recorded }) => folded(evolveForeign(state, decodeRecorded<ForeignFact>(recorded))),
    standing: (at) => standingOf(viewForeign(state, at)),
    board(at) {
      const view = viewForeign(state, at);
      const standing = standingOf(view);
      return standing === undefined ? undefined : cellOf(standing, view);
    },
    // An export tells on every row how its case began and ended.
    turns: () => [state.about.openedAt, state.about.closedAt].filter((moment) => moment !== undefined),
    summary: () => summaryOf(state),
  };
}

function standingOf(view: ForeignView): Standing | undefined {
  const { status, openedAt, holder, deadline, ...details } = view;
  if (status === 'absent') return undefined;
  return {
    status,
    statusName: stateName(status),
    open: status === 'open',
    since: (status === 'closed' ? view.closedAt : openedAt) ?? null,
    holder:
      holder === undefined || status === 'closed'
        ? null
        : { role: null, unit: holder.group ?? null, person: holder.resource ?? null, post: null },
    deadlines: deadline === undefined || status === 'closed' ? [] : [deadlineOf(deadline, openedAt)],
    details,
  };
}

function cellOf({ status, open, holder, deadlines }: Standing, { system, service }: ForeignView): BoardCell {
  const [clock] = deadlines;
  return {
    system: system ?? 'unknown',
    status,
    open,
    service: service ?? null,
    grid: null,
    role: null,
    unit: holder?.unit ?? null,
    person: holder?.person ?? null,
    timer: clock?.timer ?? null,
    start: clock?.start ?? null,
    due: clock?.due ?? null,
  };
}

function deadlineOf({ kind, due, overdue }: NonNullable<ForeignView['deadline']>, openedAt: Instant | undefined): RunningDeadline {
  return { timer: kind, name: timerName(kind), start: openedAt ?? null, due, overdue, provisional: false };
}

/** The index tells how the case stands after all that the source told of it. */
function summaryOf(state: ForeignState): CaseSummary | undefined {
  const steps = stepsInOrder(state);
  const last = lastMomentOf(state);
  if (last === undefined) return undefined;
  const view = viewForeign(state, last);
  if (view.status === 'absent' || view.openedAt === undefined) return undefined;
  const responsible = view.responsible ?? view.holder;
  return {
    system: view.system ?? 'unknown',
    originalCase: view.case ?? null,
    service: view.service ?? null,
    type: null,
    responsible: { person: responsible?.resource ?? null, unit: responsible?.group ?? null },
    openedAt: view.openedAt,
    closedAt: view.closedAt ?? null,
    words: [
      ...new Set(
        [
          view.case,
          view.service,
          view.serviceCode,
          view.department,
          view.channel,
          responsible?.group,
          ...steps.map(({ activity }) => activity),
        ].filter((word) => word !== undefined),
      ),
    ],
  };
}

/** The last moment that the case's rows or its own attributes speak of as past. */
function lastMomentOf(state: ForeignState): Instant | undefined {
  const moments = [...state.steps.values()].map(({ at }) => at);
  if (state.about.closedAt !== undefined) moments.push(state.about.closedAt);
  if (state.about.openedAt !== undefined) moments.push(state.about.openedAt);
  return moments.length === 0 ? undefined : shanghai(moments.reduce((latest, at) => Math.max(latest, epochOf(at)), -Infinity));
}
