import { teamEventTypes } from '@huying/contracts';
import type { TeamFact } from '@huying/domain-volunteering';
import { defineProjection, removed } from '@huying/event-bus';
import { idOf } from '../volunteering-streams/streams.js';

export interface TeamRow {
  readonly team: string;
  readonly name: string;
  readonly area: string;
  readonly leader: string;
  readonly leaderPerson: string;
  /** Volunteer ids, the leader's first. */
  readonly members: readonly string[];
}

export const teams = defineProjection<TeamFact, TeamRow>({
  name: 'teams_v1',
  types: teamEventTypes,
  columns: { team: 'text', name: 'text', area: 'text', leader: 'text', leaderPerson: 'text', members: 'texts' },
  indexes: [['area', 'team'], ['leaderPerson']],
  key: ({ stream }) => idOf(stream),
  on: {
    TeamRegistered: ({ data: { name, area, leader, leaderPerson } }, _row, team) => ({
      team,
      name,
      area,
      leader,
      leaderPerson,
      members: [leader],
    }),
    TeamMemberJoined: ({ data: { volunteer } }, row) =>
      row === undefined ? removed : { ...row, members: [...row.members.filter((member) => member !== volunteer), volunteer] },
    TeamMemberLeft: ({ data: { volunteer } }, row) =>
      row === undefined ? removed : { ...row, members: row.members.filter((member) => member !== volunteer) },
  },
});
