import { epochOf, guarded, happened, refused, type Decision, type Instant, type PolicyGuard } from '@huying/kernel';
import { mayActFor } from '../acting-for.js';
import { dayOf, minuteMs, type Interval } from '../interval.js';
import type { VolunteeringRules } from '../volunteering-rules.js';
import type { ActivityRefusal, CheckIn, CheckOut } from './activity.commands.js';
import type { ActivityFact } from './activity.facts.js';
import type { Participation, Published } from './activity.state.js';

type ActivityDecision = Decision<ActivityFact, ActivityRefusal>;
type WindowGuard = Extract<PolicyGuard, 'hours.window'>;
const codes = { 'hours.window': 'OUTSIDE_ACTIVITY_WINDOW' } as const;

/** Notes that a volunteer has come: with a place, near the place and the time (F2), at most so often a day. */
export function checkIn({ data: { volunteer, metres, rules }, actor, at, guards }: CheckIn, state: Published): ActivityDecision {
  const known = state.participations[volunteer];
  if (known === undefined || known.signup === 'cancelled') return refused('NOT_SIGNED_UP');
  if (!mayActFor(actor, [known.person, state.organiserPerson], state.area)) return refused('NOT_YOUR_SIGNUP');
  if (known.signup !== 'approved') return refused('ON_WAITING_LIST');
  if (openVisit(known) !== undefined) return refused('ALREADY_CHECKED_IN');
  const today = known.visits.filter(({ checkedInAt }) => dayOf(checkedInAt) === dayOf(at)).length;
  if (today >= rules.visitsPerDayMax) return refused('TOO_MANY_VISITS', { most: rules.visitsPerDayMax });
  return guarded(outside(state.window, at, metres, rules), guards, codes, () =>
    happened({ type: 'CheckedIn', data: { volunteer, visit: known.visits.length + 1, ...(metres === undefined ? {} : { metres }) } }),
  );
}

/** Notes that he has left. Later than the window is outside it: the missing check-out is then for the organiser to judge (F4). */
export function checkOut({ data: { volunteer, metres, rules }, actor, at, guards }: CheckOut, state: Published): ActivityDecision {
  const known = state.participations[volunteer];
  if (known === undefined) return refused('NOT_SIGNED_UP');
  if (!mayActFor(actor, [known.person, state.organiserPerson], state.area)) return refused('NOT_YOUR_SIGNUP');
  const open = openVisit(known);
  if (open === undefined) return refused('NOT_CHECKED_IN');
  return guarded(outside(state.window, at, metres, rules), guards, codes, () =>
    happened({ type: 'CheckedOut', data: { volunteer, visit: open.visit, ...(metres === undefined ? {} : { metres }) } }),
  );
}

const openVisit = ({ visits }: Participation) => visits.find(({ checkedOutAt }) => checkedOutAt === undefined);

function outside({ from, to }: Interval, at: Instant, metres: number | undefined, { window }: VolunteeringRules): readonly WindowGuard[] {
  const slack = window.minutes * minuteMs;
  const inTime = epochOf(from) - slack <= epochOf(at) && epochOf(at) <= epochOf(to) + slack;
  return inTime && (metres ?? 0) <= window.metres ? [] : ['hours.window'];
}
