import type { Holder, RunningDeadline, Standing } from '@huying/contracts';
import type { CaseFact } from '@huying/domain-case';
import {
  bindingDeadline,
  evolveCase,
  initialCase,
  viewOf,
  type CaseView,
  type CombinedCase,
  type Custody,
  type StampedDeadline,
} from '@huying/domain-lifecycle';
import type { OrderFact } from '@huying/domain-order';
import { decodeRecorded, type DecodedEvent } from '@huying/event-store';
import { epochOf, type Instant } from '@huying/kernel';
import { categoryOf, type BoardCell, type CaseFold, type CaseSummary, type FoldedCase } from './case-fold.js';
import { isEnded } from './ended-states.js';
import { stateName, timerName } from './names.js';

/** Our own cases: intake's and dispatch's streams, folded together by the numbers of their hand-overs. */
export const nativeCaseFold: CaseFold = {
  kind: 'native',
  categories: new Set(['case', 'order']),
  empty: folded({ combined: initialCase, openedAt: undefined, endedAt: undefined }),
  title: () => undefined,
  doer: () => undefined,
};

interface Progress {
  readonly combined: CombinedCase;
  readonly openedAt: Instant | undefined;
  readonly endedAt: Instant | undefined;
}

function folded(progress: Progress): FoldedCase {
  return {
    apply({ recorded }) {
      const category = categoryOf(recorded.stream);
      const event = decodeRecorded<CaseFact | OrderFact>(recorded);
      const { time } = event;
      const combined =
        category === 'order'
          ? evolveCase(progress.combined, { side: 'order', event: event as DecodedEvent<OrderFact> })
          : evolveCase(progress.combined, { side: 'case', event: event as DecodedEvent<CaseFact> });
      const view = viewOf(combined);
      const endedAt = view === undefined || isOpen(view) ? undefined : (progress.endedAt ?? view.since ?? time);
      return folded({ combined, openedAt: progress.openedAt ?? time, endedAt });
    },
    standing(at) {
      const view = viewOf(progress.combined);
      return view === undefined ? undefined : standingOf(view, at);
    },
    board() {
      const view = viewOf(progress.combined);
      return view === undefined ? undefined : cellOf(view);
    },
    turns: () => [],
    summary: () => summaryOf(progress),
  };
}

const isOpen = (view: CaseView): boolean => !isEnded(view.state);

function standingOf(view: CaseView, at: Instant): Standing {
  const { state, since, custody, running, deadlines, ...details } = view;
  return {
    status: state,
    statusName: stateName(state),
    open: isOpen(view),
    since: since ?? null,
    holder: custody === undefined ? null : holderOf(custody),
    deadlines: running.map((due) => deadlineOf(due, at)),
    details: { ...details, deadlinesSet: deadlines.length },
  };
}

function cellOf(view: CaseView): BoardCell {
  const { state, service, place, custody, running } = view;
  const clock = isOpen(view) ? bindingDeadline(running) : undefined;
  return {
    system: 'huying',
    status: state,
    open: isOpen(view),
    service,
    grid: place.grid ?? null,
    role: custody?.role ?? null,
    unit: custody?.unit ?? null,
    person: custody?.person ?? null,
    timer: clock?.timer ?? null,
    start: clock?.start ?? null,
    due: clock?.due ?? null,
  };
}

const holderOf = ({ role, unit, person, post }: Custody): Holder => ({
  role,
  unit: unit ?? null,
  person: person ?? null,
  post: post ?? null,
});

function deadlineOf({ timer, start, due, provisional }: StampedDeadline, at: Instant): RunningDeadline {
  return { timer, name: timerName(timer), start, due, overdue: epochOf(at) > epochOf(due), provisional };
}

function summaryOf({ combined, openedAt, endedAt }: Progress): CaseSummary | undefined {
  const view = viewOf(combined);
  if (view === undefined || openedAt === undefined) return undefined;
  const { service, type, place, area } = view;
  // Who answers for the work, also while it waits at another desk and after it is done; before that, who holds it.
  const responsible = 'assignee' in combined.dispatch ? combined.dispatch.assignee : view.custody;
  return {
    system: 'huying',
    originalCase: null,
    service,
    type,
    responsible: { person: responsible?.person ?? null, unit: responsible?.unit ?? null },
    openedAt,
    closedAt: endedAt ?? null,
    words: [service, type, area, place.grid, place.building, responsible?.unit].filter((word) => word !== undefined),
  };
}
