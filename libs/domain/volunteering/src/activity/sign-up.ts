import { epochOf, happened, nothingNew, refused, type Decision, type NewFact } from '@huying/kernel';
import { mayActFor } from '../acting-for.js';
import type { ActivityRefusal, CancelSignUp, SignUp } from './activity.commands.js';
import type { ActivityFact } from './activity.facts.js';
import type { Participation, Published } from './activity.state.js';

type ActivityDecision = Decision<ActivityFact, ActivityRefusal>;

/** Takes a place, or the next on the waiting list. Recruitment ends when the activity does. */
export function signUp({ data: { volunteer, person }, actor, at }: SignUp, state: Published): ActivityDecision {
  if (person === undefined) return refused('VOLUNTEER_NOT_FOUND');
  if (!mayActFor(actor, [person, state.organiserPerson], state.area)) return refused('NOT_YOUR_SIGNUP');
  if (epochOf(at) >= epochOf(state.window.to)) return refused('SIGNUP_CLOSED', { until: state.window.to });
  const known = state.participations[volunteer];
  if (known !== undefined && known.signup !== 'cancelled') return nothingNew;
  const place: NewFact<ActivityFact> =
    withPlace(state).length < state.capacity
      ? { type: 'SignupApproved', data: { volunteer } }
      : { type: 'SignupWaitlisted', data: { volunteer } };
  return happened<ActivityFact>({ type: 'SignupSubmitted', data: { volunteer, person } }, place);
}

/** Gives a place back; the longest on the waiting list gets it in the same append. */
export function cancelSignUp({ data: { volunteer }, actor }: CancelSignUp, state: Published): ActivityDecision {
  const known = state.participations[volunteer];
  if (known === undefined) return refused('NOT_SIGNED_UP');
  if (!mayActFor(actor, [known.person, state.organiserPerson], state.area)) return refused('NOT_YOUR_SIGNUP');
  if (known.signup === 'cancelled') return nothingNew;
  if (known.visits.length > 0) return refused('ALREADY_SERVED');
  const cancelled: NewFact<ActivityFact> = { type: 'SignupCancelled', data: { volunteer } };
  const next = known.signup === 'approved' && withPlace(state).length <= state.capacity ? firstWaiting(state) : undefined;
  return next === undefined ? happened(cancelled) : happened<ActivityFact>(cancelled, { type: 'SignupApproved', data: { volunteer: next.volunteer } });
}

const withPlace = ({ participations }: Published): readonly Participation[] =>
  Object.values(participations).filter(({ signup }) => signup === 'approved');

const firstWaiting = ({ participations }: Published): Participation | undefined =>
  Object.values(participations)
    .filter(({ signup }) => signup === 'waitlisted')
    .toSorted((one, other) => one.since - other.since)[0];
