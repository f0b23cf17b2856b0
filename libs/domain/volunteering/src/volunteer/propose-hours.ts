import { epochOf, guarded, happened, nothingNew, refused, type Decision, type PolicyGuard } from '@huying/kernel';
import { mayActFor } from '../acting-for.js';
import { clip, minutesWithin, overlaps, type Interval } from '../interval.js';
import type { ProposeHours, VolunteerRefusal } from './volunteer.commands.js';
import type { VolunteerFact } from './volunteer.facts.js';
import type { VolunteerState } from './volunteer.state.js';

type Registered = Extract<VolunteerState, { status: 'registered' }>;

/**
 * States how long one visit lasted, in minutes within the activity's time (F2). Without a check-out it is 0 until the organiser
 * confirms a figure (F4). Service that overlaps other service of the same person is no service (F1).
 */
export function proposeHours({ data: { visit, minutes }, actor, at, guards }: ProposeHours, state: Registered): Decision<VolunteerFact, VolunteerRefusal> {
  if (visit === undefined) return refused('VISIT_NOT_FOUND');
  if (!mayActFor(actor, [state.person, visit.organiserPerson], visit.area)) return refused('NOT_YOURS_TO_REPORT');
  const known = state.records[visit.record];
  if (known !== undefined) return minutes === undefined || known.minutes === minutes ? nothingNew : refused('HOURS_ALREADY_CONFIRMED');
  const checkedOut = visit.checkedOutAt !== undefined;
  if (!checkedOut && epochOf(at) < epochOf(visit.window.to)) return refused('STILL_SERVING', { until: visit.window.to });

  const served = clip({ from: visit.checkedInAt, to: visit.checkedOutAt ?? visit.window.to }, visit.window);
  const most = checkedOut ? minutesWithin(served) : 0;
  if ((minutes ?? 0) > most) return refused('MINUTES_EXCEED_SERVICE', { most });
  const data = { record: visit.record, activity: visit.activity, minutes: minutes ?? most, frm: served.from, to: served.to, checkedOut };
  return guarded(overlap(state, served), guards, { 'hours.overlap': 'HOURS_OVERLAP' }, () => happened({ type: 'HoursProposed', data }));
}

function overlap({ records }: Registered, served: Interval): readonly Extract<PolicyGuard, 'hours.overlap'>[] {
  return Object.values(records).some((record) => overlaps(record, served)) ? ['hours.overlap'] : [];
}
