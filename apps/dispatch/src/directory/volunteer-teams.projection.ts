import { teamEventTypes } from '@huying/contracts';
import type { TeamFact } from '@huying/domain-volunteering';
import { defineProjection, removed } from '@huying/event-bus';

export interface TeamRow {
  readonly team: string;
  readonly area: string;
  readonly members: readonly { readonly volunteer: string; readonly person: string }[];
}

/** The volunteer teams of `volunteers`, to whose members orders may be given (党员办单). */
export const volunteerTeams = defineProjection<TeamFact, TeamRow>({
  name: 'volunteer_teams_v1',
  types: teamEventTypes,
  columns: { team: 'text', area: 'text', members: 'json' },
  key: ({ stream }) => teamOf(stream),
  on: {
    TeamRegistered: ({ data, stream }) => ({
      team: teamOf(stream),
      area: data.area,
      members: [{ volunteer: data.leader, person: data.leaderPerson }],
    }),
    TeamMemberJoined: ({ data: { volunteer, person } }, row) =>
      row === undefined
        ? removed
        : { ...row, members: [...row.members.filter((one) => one.volunteer !== volunteer), { volunteer, person }] },
    TeamMemberLeft: ({ data }, row) =>
      row === undefined ? removed : { ...row, members: row.members.filter(({ volunteer }) => volunteer !== data.volunteer) },
  },
});

const teamOf = (stream: string): string => stream.slice('team-'.length);
