import { epochOf, type Instant, type Recorded } from '@huying/kernel';
import type { ForeignActivity, ForeignFact } from './foreign.facts.js';
import { GrowingMap } from './growing-map.js';
import type { AboutCase, SourceLink } from './source-row.js';

/** One telling of a row: which file said what. */
export interface Telling {
  readonly digest: string;
  readonly file: string;
}

/** One row as last told. */
export interface ForeignStep {
  readonly row: string;
  readonly at: Instant;
  readonly activity: string;
  readonly kind: ForeignActivity['kind'];
  readonly transition?: string;
  readonly resource?: string;
  readonly group?: string;
  readonly links: readonly SourceLink[];
  /** Every telling of the row, the present one last. */
  readonly tellings: readonly Telling[];
}

/** The fold of a `foreign-*` stream: every row as last told. What was true at a moment is asked of {@link viewForeign}. */
export interface ForeignState {
  readonly system: string | undefined;
  readonly case: string | undefined;
  readonly about: AboutCase;
  readonly steps: GrowingMap<ForeignStep>;
  readonly recorded: number;
  readonly corrected: number;
}

export const initialForeign: ForeignState = {
  system: undefined,
  case: undefined,
  about: {},
  steps: GrowingMap.empty,
  recorded: 0,
  corrected: 0,
};

/** Folds one event. Total: an event of another type changes nothing, and a time that is no moment counts as the beginning of time. */
export function evolveForeign(state: ForeignState, event: Recorded<ForeignFact>): ForeignState {
  switch (event.type) {
    case 'ForeignActivityRecorded':
      return { ...told(state, event.data, event.time), recorded: state.recorded + 1 };
    case 'ForeignActivityCorrected':
      return { ...told(state, event.data, event.time), corrected: state.corrected + 1 };
    default:
      return state;
  }
}

function told(state: ForeignState, data: ForeignActivity, at: Instant): ForeignState {
  const { row, activity, kind, transition, resource, group, links, digest, provenance } = data;
  const earlier = state.steps.get(row)?.tellings ?? [];
  const step: ForeignStep = {
    row,
    at,
    activity,
    kind,
    ...(transition === undefined ? {} : { transition }),
    ...(resource === undefined ? {} : { resource }),
    ...(group === undefined ? {} : { group }),
    links: links ?? [],
    tellings: [...earlier, { digest, file: provenance.file }],
  };
  return { ...state, system: data.system, case: data.case, about: { ...state.about, ...data.about }, steps: state.steps.with(row, step) };
}

/** Steps in the order in which they happened; those of one moment in the order in which they were first told. */
export function stepsInOrder(state: ForeignState): readonly ForeignStep[] {
  return [...state.steps.values()].sort((left, right) => epochOf(left.at) - epochOf(right.at));
}
