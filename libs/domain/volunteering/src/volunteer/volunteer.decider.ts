import { refused, type Decider } from '@huying/kernel';
import { confirmHours } from './confirm-hours.js';
import { proposeHours } from './propose-hours.js';
import { registerVolunteer } from './register-volunteer.js';
import type { VolunteerCommand, VolunteerRefusal } from './volunteer.commands.js';
import type { VolunteerFact } from './volunteer.facts.js';
import { evolveVolunteer, type VolunteerState } from './volunteer.state.js';

/**
 * `volunteer-<id>`: a person who serves, and the hours he served. All his hours stand in this one stream, so that overlaps and the
 * daily cap hold across activities, whoever confirms at the same moment.
 */
export const volunteerDecider: Decider<VolunteerState, VolunteerCommand, VolunteerFact, VolunteerRefusal> = {
  initial: { status: 'absent' },
  decide(command, state) {
    if (command.type === 'RegisterVolunteer') return registerVolunteer(command, state);
    if (state.status === 'absent') return refused('VOLUNTEER_NOT_FOUND');
    return command.type === 'ProposeHours' ? proposeHours(command, state) : confirmHours(command, state);
  },
  evolve: evolveVolunteer,
};
