import { policyGuards, type PolicyGuard, type PolicyGuards } from '@huying/kernel';
import { parseDuration, type Duration } from './duration.js';
import { officeHoursFaults, type OfficeHours } from './office-hours.js';
import { priorities, timerIds, type Priority, type TimerId } from './timer.js';

/** A timer's limit for each priority; `null` where the timer does not run. */
export type Limits = Readonly<Record<Priority, string | null>>;

/**
 * A version of the deadline policy, in the shape in which it is adopted (SCENARIO §1). Policy is data: no number of it stands
 * anywhere else in the product (DESIGN §1, invariant 6).
 */
export interface DeadlinePolicy extends OfficeHours {
  readonly version: string;
  /** `manual`: no limit runs, somebody decides. */
  readonly timers: Readonly<Partial<Record<TimerId, Limits | 'manual'>>>;
  /** RULES §2: in time only if recorded at most this long after the due date. */
  readonly recordTolerance: string;
  readonly suspensionPausesClock: boolean;
  readonly handoverWorkHours: number;
  readonly whistleAnswerHours: number;
  readonly backfillWorkingDays: number;
  readonly activityWindow: { readonly minutes: number; readonly metres: number };
  readonly repeatDays: number;
  readonly boardUpdateWorkingDays: number;
  /** Who may decide what `lifecycle.json` leaves open, by event type. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** `flag`: policy guards that let an event in with `breaches`; every other refuses. */
  readonly guards: { readonly hard: readonly string[]; readonly flag: readonly PolicyGuard[] };
}

/** The limit of a timer for a priority; `undefined` where none runs. */
export function limitOf(policy: DeadlinePolicy, timer: TimerId, priority: Priority): Duration | undefined {
  const limits = policy.timers[timer];
  if (limits === undefined || limits === 'manual') return undefined;
  const text = limits[priority];
  return text === null ? undefined : parseDuration(text);
}

export const flaggedGuards = (policy: DeadlinePolicy): PolicyGuards => new Set(policy.guards.flag);

/** What is wrong with a policy; empty where nothing is. Checked whole at adoption, so that later readings need no checks. */
export function policyFaults(policy: DeadlinePolicy): readonly string[] {
  return [
    ...officeHoursFaults(policy),
    ...(parseDuration(policy.recordTolerance) ? [] : ['recordTolerance: a duration such as 24h']),
    ...Object.entries(policy.timers).flatMap(([timer, limits]) => timerFaults(timer, limits)),
    ...policy.guards.flag.filter((guard) => !known.has(guard)).map((guard) => `guards.flag: ${guard} is no policy guard`),
  ];
}

/** Hard guards are not among them: no policy may loosen those (DESIGN §1, invariant 11). */
const known: ReadonlySet<string> = new Set(policyGuards);

function timerFaults(timer: string, limits: Limits | 'manual'): readonly string[] {
  if (!(timerIds as readonly string[]).includes(timer)) return [`timers.${timer}: no such timer`];
  if (limits === 'manual') return [];
  const unknown = Object.keys(limits).filter((priority) => !(priorities as readonly string[]).includes(priority));
  return [
    ...unknown.map((priority) => `timers.${timer}.${priority}: no such priority`),
    ...priorities.filter((priority) => !isLimit(limits[priority])).map((priority) => `timers.${timer}.${priority}: 5wd, 4wh, 24h, 30min, 30d or null`),
  ];
}

const isLimit = (text: string | null | undefined): boolean => text === null || (typeof text === 'string' && parseDuration(text) !== undefined);
