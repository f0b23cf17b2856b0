import { epochOf, type Instant } from '@huying/kernel';
import { stepsInOrder, type ForeignState, type ForeignStep } from './foreign.state.js';
import type { SourceLink } from './source-row.js';

/** Who holds the case: the resource and group that acted last. Nobody holds a case that is closed. */
export interface ForeignHolder {
  readonly resource?: string;
  readonly group?: string;
  readonly since: Instant;
}

/** An imported case as it stood at one moment. */
export interface ForeignView {
  readonly system: string | undefined;
  readonly case: string | undefined;
  readonly status: 'absent' | 'open' | 'closed';
  /** The activity that happened last. */
  readonly activity?: { readonly name: string; readonly transition?: string; readonly at: Instant };
  readonly holder?: ForeignHolder;
  readonly responsible?: { readonly resource?: string; readonly group?: string };
  readonly openedAt?: Instant;
  readonly closedAt?: Instant;
  /** The deadline that ran: the source's own, else its planned end. */
  readonly deadline?: { readonly kind: 'deadline' | 'planned-end'; readonly due: Instant; readonly overdue: boolean };
  readonly channel?: string;
  readonly department?: string;
  readonly service?: string;
  readonly serviceCode?: string;
  readonly links: readonly SourceLink[];
  /** How many activities had happened. */
  readonly activities: number;
}

/**
 * The case as it stood at `at`. An export says on every row how its case ended; of that, only what had happened by `at` is told:
 * a case that closed in May is open in April, though the row that opened it already knows better.
 */
export function viewForeign(state: ForeignState, at: Instant): ForeignView {
  const moment = epochOf(at);
  const steps = stepsInOrder(state).filter((step) => epochOf(step.at) <= moment);
  const { about } = state;
  const identity = { system: state.system, case: state.case };
  const openedAt = earlier(about.openedAt, steps[0]?.at);
  if (openedAt === undefined || epochOf(openedAt) > moment) return { ...identity, status: 'absent', links: [], activities: 0 };

  const closedAt = closingOf(state, steps);
  const closed = closedAt !== undefined && epochOf(closedAt) <= moment;
  const last = steps.at(-1);
  const acted = steps.findLast((step) => step.resource !== undefined || step.group !== undefined);
  return {
    ...identity,
    status: closed ? 'closed' : 'open',
    openedAt,
    ...(closed ? { closedAt } : {}),
    ...(last === undefined ? {} : { activity: nameOf(last) }),
    ...(acted === undefined || closed ? {} : { holder: holderOf(acted, steps) }),
    ...responsibleOf(state),
    ...deadlineOf(state, closed ? closedAt : at),
    ...pick(about, ['channel', 'department', 'service', 'serviceCode']),
    links: steps.flatMap((step) => step.links),
    activities: steps.length,
  };
}

/** Closed by a step that says so (an Open311 note `closed`); else when the case's own attributes say so. */
function closingOf(state: ForeignState, steps: readonly ForeignStep[]): Instant | undefined {
  return steps.findLast((step) => step.kind === 'note' && step.transition === 'closed')?.at ?? state.about.closedAt;
}

function nameOf(step: ForeignStep): NonNullable<ForeignView['activity']> {
  return { name: step.activity, ...(step.transition === undefined ? {} : { transition: step.transition }), at: step.at };
}

/** The one who acted last has held the case since the first of his steps in a row. */
function holderOf(acted: ForeignStep, steps: readonly ForeignStep[]): ForeignHolder {
  let since = acted.at;
  for (const step of steps.toReversed()) {
    if (step.resource === undefined && step.group === undefined) continue;
    if (step.resource !== acted.resource || step.group !== acted.group) break;
    since = step.at;
  }
  return { ...pick(acted, ['resource', 'group']), since };
}

function responsibleOf({ about }: ForeignState): Pick<ForeignView, 'responsible'> {
  const { responsible: resource, responsibleGroup: group } = about;
  if (resource === undefined && group === undefined) return {};
  return { responsible: { ...(resource === undefined ? {} : { resource }), ...(group === undefined ? {} : { group }) } };
}

function deadlineOf({ about }: ForeignState, until: Instant): Pick<ForeignView, 'deadline'> {
  const due = about.deadline ?? about.plannedEnd;
  if (due === undefined) return {};
  const kind = about.deadline === undefined ? 'planned-end' : 'deadline';
  return { deadline: { kind, due, overdue: epochOf(until) > epochOf(due) } };
}

function earlier(left: Instant | undefined, right: Instant | undefined): Instant | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return epochOf(left) <= epochOf(right) ? left : right;
}

function pick<From extends object, Key extends keyof From>(from: From, keys: readonly Key[]): Pick<From, Key> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Pick<From, Key>;
}
