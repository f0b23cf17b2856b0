import { guarded, happened, nothingNew, refused, type Decision, type PolicyGuard } from '@huying/kernel';
import { mayActFor } from '../acting-for.js';
import { dayOf, minutesWithin } from '../interval.js';
import type { ConfirmHours, VolunteerRefusal } from './volunteer.commands.js';
import type { VolunteerFact } from './volunteer.facts.js';
import type { ServiceRecord, VolunteerState } from './volunteer.state.js';

type Registered = Extract<VolunteerState, { status: 'registered' }>;

/**
 * The organiser, or the area's staff, vouches for a visit's hours: whoever organises, records and certifies (Order 67). Nobody does
 * so for himself (F8), and no day holds more than the cap (F5).
 */
export function confirmHours({ data, actor, guards }: ConfirmHours, state: Registered): Decision<VolunteerFact, VolunteerRefusal> {
  const { visit } = data;
  if (visit === undefined) return refused('VISIT_NOT_FOUND');
  // Being the volunteer is judged by F8, which a policy may flag; here only who has a say at all.
  if (!mayActFor(actor, [visit.organiserPerson], visit.area)) return refused('NOT_YOURS_TO_CONFIRM');
  const proposed = state.records[visit.record];
  if (proposed === undefined) return refused('RECORD_NOT_FOUND');
  const minutes = data.minutes ?? proposed.minutes;
  if (proposed.confirmed) return minutes === proposed.minutes ? nothingNew : refused('HOURS_ALREADY_CONFIRMED', { minutes: proposed.minutes });
  const most = minutesWithin(proposed);
  if (minutes > most) return refused('MINUTES_EXCEED_SERVICE', { most });
  const left = data.rules.dailyCapMinutes - confirmedOn(dayOf(proposed.from), state);
  if (minutes > left) return refused('DAILY_CAP_EXCEEDED', { left: Math.max(0, left) });

  const broken: readonly Extract<PolicyGuard, 'hours.self-confirm'>[] = actor.person === state.person ? ['hours.self-confirm'] : [];
  return guarded(broken, guards, { 'hours.self-confirm': 'HOURS_SELF_CONFIRMED' }, () => happened(confirmation(proposed, minutes)));
}

const confirmation = ({ record, activity, from, to }: ServiceRecord, minutes: number): VolunteerFact => ({
  type: 'HoursConfirmed',
  data: { record, activity, minutes, frm: from, to },
});

const confirmedOn = (day: string, { records }: Registered): number =>
  Object.values(records)
    .filter((record) => record.confirmed && dayOf(record.from) === day)
    .reduce((sum, { minutes }) => sum + minutes, 0);
