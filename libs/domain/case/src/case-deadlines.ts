import { stampDue, type DeadlineRules, type Priority, type TimerId } from '@huying/domain-deadline';
import type { Instant } from '@huying/kernel';
import type { CaseDeadlineSet } from './case-facts.js';
import type { KnownCase } from './case-state.js';

/** TM11: by when the resident is called back; none is due where nobody is to be called (RULES §1.6). */
export const callbackDue = (at: Instant, { contact, priority }: KnownCase, rules: DeadlineRules | undefined): readonly CaseDeadlineSet[] =>
  contact === 'phone' ? dueFrom('TM11', at, priority, rules) : [];

/** TM05: by when dispatch gives the order to somebody. */
export const dispatchDue = (at: Instant, priority: Priority, rules: DeadlineRules | undefined): readonly CaseDeadlineSet[] =>
  dueFrom('TM05', at, priority, rules);

function dueFrom(timer: TimerId, at: Instant, priority: Priority, rules: DeadlineRules | undefined): readonly CaseDeadlineSet[] {
  const due = rules && stampDue(timer, priority, at, rules);
  if (rules === undefined || due === undefined) return [];
  return [{ type: 'DeadlineSet', data: { ...due, priority, policy: rules.policy.version, calendar: rules.calendar.version } }];
}
