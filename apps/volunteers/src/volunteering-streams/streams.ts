import { activityEventTypes, teamEventTypes, volunteerEventTypes } from '@huying/contracts';
import {
  activityDecider,
  teamDecider,
  volunteerDecider,
  type ActivityCommand,
  type ActivityFact,
  type ActivityRefusal,
  type ActivityState,
  type TeamCommand,
  type TeamFact,
  type TeamRefusal,
  type TeamState,
  type VolunteerCommand,
  type VolunteerFact,
  type VolunteerRefusal,
  type VolunteerState,
} from '@huying/domain-volunteering';
import type { Runner, StreamDefinition } from '@huying/event-store';

export type VolunteerRunner = Runner<VolunteerCommand, VolunteerRefusal>;
export type TeamRunner = Runner<TeamCommand, TeamRefusal>;
export type ActivityRunner = Runner<ActivityCommand, ActivityRefusal>;

export const volunteerStream = (volunteer: string): string => `volunteer-${volunteer}`;
export const teamStream = (team: string): string => `team-${team}`;
export const activityStream = (activity: string): string => `activity-${activity}`;

/** The id behind a stream: everything after the category. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** Events belong to the area of what they are about, whoever recorded them. */
const areaOf = (state: { readonly area?: string }): { area?: string } => (state.area === undefined ? {} : { area: state.area });

export const volunteerStreams: StreamDefinition<VolunteerState, VolunteerCommand, VolunteerFact, VolunteerRefusal> = {
  decider: volunteerDecider,
  types: volunteerEventTypes,
  keys: (_, state) => (state.status === 'absent' ? {} : areaOf(state)),
};
export const teamStreams: StreamDefinition<TeamState, TeamCommand, TeamFact, TeamRefusal> = {
  decider: teamDecider,
  types: teamEventTypes,
  keys: (_, state) => (state.status === 'absent' ? {} : areaOf(state)),
};
export const activityStreams: StreamDefinition<ActivityState, ActivityCommand, ActivityFact, ActivityRefusal> = {
  decider: activityDecider,
  types: activityEventTypes,
  keys: (_, state) => (state.status === 'absent' ? {} : areaOf(state)),
};
