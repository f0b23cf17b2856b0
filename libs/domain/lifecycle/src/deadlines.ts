import type { TimerId } from '@huying/domain-deadline';
import { epochOf } from '@huying/kernel';
import type { CombinedCase, StampedDeadline } from './combined-case.js';
import type { StateCode } from './state-code.js';

/** In which states each timer that is stamped so far runs (RULES §1.6, "starts → stops"). */
const runsIn: Readonly<Partial<Record<TimerId, readonly StateCode[]>>> = {
  TM05: ['S10'],
  TM06: ['S20'],
  TM07: ['S20', 'S21', 'S30', 'S40'],
  TM08: ['S20', 'S21', 'S30'],
  TM09: ['S20', 'S30'],
  TM10: ['S21'],
  TM11: ['S50'],
  TM12: ['S40'],
};
/** Timers that each start sets anew: only the last one runs. Of the others every due date runs on, the earliest one binds. */
const restarted: readonly TimerId[] = ['TM05', 'TM06', 'TM09', 'TM10', 'TM11', 'TM12'];

/** Every due date that was ever set, intake's first. */
export function allDeadlines({ intakeDues, dispatch }: CombinedCase): readonly StampedDeadline[] {
  return dispatch.status === 'absent' ? intakeDues : [...intakeDues, ...dispatch.work.dues];
}

/**
 * The clock that colours an open case: the main one where it runs, else that of the state itself (dispatching, callback). Windows and
 * first contact colour nothing.
 */
export function bindingDeadline(running: readonly StampedDeadline[]): StampedDeadline | undefined {
  const nearest = (timers: readonly TimerId[]): StampedDeadline | undefined =>
    running.filter(({ timer }) => timers.includes(timer)).toSorted((one, other) => epochOf(one.due) - epochOf(other.due))[0];
  return nearest(['TM08']) ?? nearest(['TM05', 'TM11']);
}

export function runningDeadlines(combined: CombinedCase, state: StateCode): readonly StampedDeadline[] {
  const contacted = combined.dispatch.status !== 'absent' && combined.dispatch.work.contacted;
  const dues = allDeadlines(combined);
  return dues.filter((due, index) => {
    if (due.timer === 'TM07' && contacted) return false;
    if (restarted.includes(due.timer) && dues.slice(index + 1).some((later) => later.timer === due.timer)) return false;
    return runsIn[due.timer]?.includes(state) ?? false;
  });
}
