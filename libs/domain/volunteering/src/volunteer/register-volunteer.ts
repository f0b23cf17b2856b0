import { covers, happened, nothingNew, refused, type Decision } from '@huying/kernel';
import { isStaffOf } from '../acting-for.js';
import type { RegisterVolunteer, VolunteerRefusal } from './volunteer.commands.js';
import type { VolunteerFact } from './volunteer.facts.js';
import type { VolunteerState } from './volunteer.state.js';

/** Registers oneself, or somebody else at the counter (RULES §4: true record of identity). Name and phone are sealed under the person. */
export function registerVolunteer(
  { data: { name, phone, ...volunteer }, actor }: RegisterVolunteer,
  state: VolunteerState,
): Decision<VolunteerFact, VolunteerRefusal> {
  const isHimself = actor.person === volunteer.person && (actor.area === undefined || covers(actor.area, volunteer.area));
  if (!isHimself && !isStaffOf(actor, volunteer.area)) return refused('OUTSIDE_YOUR_AREA', { area: volunteer.area });
  if (state.status === 'registered') return state.area === volunteer.area ? nothingNew : refused('ALREADY_A_VOLUNTEER', { area: state.area });
  const secrets = [
    { part: 'name', person: volunteer.person, value: name },
    { part: 'phone', person: volunteer.person, value: phone },
  ];
  return happened({ type: 'VolunteerRegistered', data: volunteer, secrets });
}
