import { epochOf, happened, refused, type Decision } from '@huying/kernel';
import { mayActFor } from '../acting-for.js';
import type { ActivityRefusal, CloseActivity, RecordBeneficiaries } from './activity.commands.js';
import type { ActivityFact } from './activity.facts.js';
import type { Published } from './activity.state.js';

type ActivityDecision = Decision<ActivityFact, ActivityRefusal>;

/** One append carries at most so many events. */
const beneficiariesMax = 100;

/** Writes down whom the activity served; one fact per attendance, so that people and attendances both come out (F10). */
export function recordBeneficiaries({ data: { beneficiaries }, actor, at }: RecordBeneficiaries, state: Published): ActivityDecision {
  if (!mayActFor(actor, [state.organiserPerson], state.area)) return refused('NOT_YOUR_ACTIVITY');
  if (epochOf(at) < epochOf(state.window.from)) return refused('ACTIVITY_NOT_BEGUN', { from: state.window.from });
  if (beneficiaries.length > beneficiariesMax) return refused('TOO_MANY_BENEFICIARIES', { most: beneficiariesMax });
  return happened(...beneficiaries.map((beneficiary) => ({ type: 'BeneficiaryRecorded' as const, data: { beneficiary } })));
}

/** Ends the record of an activity that is over; what it says then, stands. */
export function closeActivity({ actor, at }: CloseActivity, state: Published): ActivityDecision {
  if (!mayActFor(actor, [state.organiserPerson], state.area)) return refused('NOT_YOUR_ACTIVITY');
  if (epochOf(at) < epochOf(state.window.to)) return refused('ACTIVITY_NOT_OVER', { until: state.window.to });
  const came = Object.values(state.participations).filter(({ visits }) => visits.length > 0);
  return happened({
    type: 'ActivityClosed',
    data: {
      people: state.beneficiaries.size,
      attendances: state.attendances,
      volunteers: came.length,
      withoutCheckOut: came.filter(({ visits }) => visits.some(({ checkedOutAt }) => checkedOutAt === undefined)).length,
    },
  });
}
