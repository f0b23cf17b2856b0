import { epochOf, type Instant } from '@huying/kernel';
import { dueOf } from './due.js';
import { limitOf, type DeadlinePolicy } from './deadline-policy.js';
import type { Priority, TimerId } from './timer.js';
import type { WorkCalendar } from './work-calendar.js';

/** The versions in force when something is decided. */
export interface DeadlineRules {
  readonly policy: DeadlinePolicy;
  readonly calendar: WorkCalendar;
}

/** A due date as events carry it (I4: only ever added, the original kept). */
export interface StampedDue {
  readonly timer: TimerId;
  readonly start: Instant;
  readonly due: Instant;
  /** True where a year that was counted over was not published: 暂定. */
  readonly provisional: boolean;
}

/** The due date of a timer started at `start`; `undefined` where the policy runs none for this priority. */
export function stampDue(timer: TimerId, priority: Priority, start: Instant, { policy, calendar }: DeadlineRules): StampedDue | undefined {
  const limit = limitOf(policy, timer, priority);
  return limit && { timer, start, ...dueOf(start, limit, calendar, policy) };
}

/**
 * The due dates that a dispatch stamps: sign-off, first contact, return window, and the main one. TM08 starts at the end of TM06,
 * since nobody has signed yet (RULES §1.6, note: start = min(signed, dispatched + TM06)); {@link dueOfEarlySignOff} may add an earlier one.
 */
export function duesOfDispatch(priority: Priority, dispatchedAt: Instant, rules: DeadlineRules): readonly StampedDue[] {
  const signOff = stampDue('TM06', priority, dispatchedAt, rules);
  return [
    signOff,
    stampDue('TM07', priority, dispatchedAt, rules),
    stampDue('TM08', priority, signOff?.due ?? dispatchedAt, rules),
    stampDue('TM09', priority, dispatchedAt, rules),
  ].filter((due) => due !== undefined);
}

/** The main due date that a sign-off adds beside the stamped one; `undefined` where it would not be earlier. */
export function dueOfEarlySignOff(priority: Priority, signedAt: Instant, stamped: StampedDue, rules: DeadlineRules): StampedDue | undefined {
  if (epochOf(signedAt) >= epochOf(stamped.start)) return undefined;
  const main = stampDue('TM08', priority, signedAt, rules);
  return main && epochOf(main.due) < epochOf(stamped.due) ? main : undefined;
}
