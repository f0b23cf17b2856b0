import { happened, nothingNew, refused, type Command, type Decider, type Decision, type Fact } from '@huying/kernel';
import { isStaffOf, mayActFor } from '../acting-for.js';

export type TeamRegistered = Fact<
  'TeamRegistered',
  {
    readonly name: string;
    readonly area: string;
    /** The leader's volunteer id, and his opaque person id: who may organise in the team's name. */
    readonly leader: string;
    readonly leaderPerson: string;
  }
>;
export type TeamMemberJoined = Fact<'TeamMemberJoined', { readonly volunteer: string; readonly person: string }>;
export type TeamMemberLeft = Fact<'TeamMemberLeft', { readonly volunteer: string }>;
export type TeamFact = TeamRegistered | TeamMemberJoined | TeamMemberLeft;

export type RegisterTeam = Command<
  'RegisterTeam',
  Omit<TeamRegistered['data'], 'leaderPerson'> & {
    /** The person behind the leader's volunteer id; undefined where no such volunteer is registered. */
    readonly leaderPerson: string | undefined;
  }
>;
export type JoinTeam = Command<'JoinTeam', { readonly volunteer: string; readonly person: string | undefined }>;
export type LeaveTeam = Command<'LeaveTeam', { readonly volunteer: string }>;
export type TeamCommand = RegisterTeam | JoinTeam | LeaveTeam;

export type TeamRefusal = 'OUTSIDE_YOUR_AREA' | 'VOLUNTEER_NOT_FOUND' | 'TEAM_NOT_FOUND' | 'TEAM_ID_TAKEN' | 'NOT_YOUR_TEAM' | 'LEADER_CANNOT_LEAVE';

export type TeamState =
  | { readonly status: 'absent' }
  | ({
      readonly status: 'registered';
      /** Volunteer id → person. */
      readonly members: Readonly<Record<string, string>>;
    } & TeamRegistered['data']);

type Registered = Extract<TeamState, { status: 'registered' }>;
type TeamDecision = Decision<TeamFact, TeamRefusal>;

/** `team-<id>`: volunteers who serve together under a leader. */
export const teamDecider: Decider<TeamState, TeamCommand, TeamFact, TeamRefusal> = {
  initial: { status: 'absent' },
  decide(command, state) {
    if (command.type === 'RegisterTeam') return register(command, state);
    if (state.status === 'absent') return refused('TEAM_NOT_FOUND');
    return command.type === 'JoinTeam' ? join(command, state) : leave(command, state);
  },
  evolve(state, event) {
    if (event.type === 'TeamRegistered') {
      return { status: 'registered', ...event.data, members: { [event.data.leader]: event.data.leaderPerson } };
    }
    if (state.status === 'absent') return state;
    switch (event.type) {
      case 'TeamMemberJoined':
        return { ...state, members: { ...state.members, [event.data.volunteer]: event.data.person } };
      case 'TeamMemberLeft':
        return { ...state, members: Object.fromEntries(Object.entries(state.members).filter(([id]) => id !== event.data.volunteer)) };
    }
  },
};

function register({ data: { leaderPerson, ...team }, actor }: RegisterTeam, state: TeamState): TeamDecision {
  if (!isStaffOf(actor, team.area)) return refused('OUTSIDE_YOUR_AREA', { area: team.area });
  if (leaderPerson === undefined) return refused('VOLUNTEER_NOT_FOUND');
  return state.status === 'absent' ? happened({ type: 'TeamRegistered', data: { ...team, leaderPerson } }) : refused('TEAM_ID_TAKEN');
}

/** Nobody is made to serve (志愿服务条例 §25): one joins oneself, or the leader or the staff writes down who asked to. */
function join({ data: { volunteer, person }, actor }: JoinTeam, state: Registered): TeamDecision {
  if (person === undefined) return refused('VOLUNTEER_NOT_FOUND');
  if (!mayActFor(actor, [person, state.leaderPerson], state.area)) return refused('NOT_YOUR_TEAM');
  return volunteer in state.members ? nothingNew : happened({ type: 'TeamMemberJoined', data: { volunteer, person } });
}

function leave({ data, actor }: LeaveTeam, state: Registered): TeamDecision {
  const person = state.members[data.volunteer];
  if (!mayActFor(actor, person === undefined ? [state.leaderPerson] : [person, state.leaderPerson], state.area)) return refused('NOT_YOUR_TEAM');
  if (person === undefined) return nothingNew;
  return data.volunteer === state.leader ? refused('LEADER_CANNOT_LEAVE') : happened({ type: 'TeamMemberLeft', data });
}
