import { aThursdayMorning as at, specFor } from '@huying/testing';
import { describe, it } from 'vitest';
import { area, leader, secretary, secretaryElsewhere, stranger, volunteer } from '../sample-people.spec.js';
import { teamDecider, type JoinTeam, type TeamMemberJoined, type TeamRegistered } from './team.decider.js';

const given = specFor(teamDecider);
const team = { name: '环保志愿队', area, leader: 'V29', leaderPerson: leader.person };
const registered: TeamRegistered = { type: 'TeamRegistered', data: team };
const joined: TeamMemberJoined = { type: 'TeamMemberJoined', data: { volunteer: 'V10', person: volunteer.person } };
const register = (actor = secretary) => ({ type: 'RegisterTeam', at, actor, data: team }) as const;
const join = (actor = volunteer): JoinTeam => ({ type: 'JoinTeam', at, actor, data: joined.data });
const leave = (actor = volunteer, who = 'V10') => ({ type: 'LeaveTeam', at, actor, data: { volunteer: who } }) as const;

describe('a team', () => {
  it('is registered by the staff of its area', () => given().when(register()).then(registered));
  it('is not registered by staff of another area', () => given().when(register(secretaryElsewhere)).thenRefused('OUTSIDE_YOUR_AREA'));
  it('is not registered by a volunteer', () => given().when(register(volunteer)).thenRefused('OUTSIDE_YOUR_AREA'));
  it('needs registered volunteers', () => {
    given()
      .when({ ...register(), data: { ...team, leaderPerson: undefined } })
      .thenRefused('VOLUNTEER_NOT_FOUND');
    given(registered)
      .when({ ...join(), data: { volunteer: 'V99', person: undefined } })
      .thenRefused('VOLUNTEER_NOT_FOUND');
  });
  it('does not take the id of another', () => given(registered).when(register()).thenRefused('TEAM_ID_TAKEN'));
  it('is joined by a volunteer of his own will', () => given(registered).when(join()).then(joined));
  it('is joined through its leader, who writes down who asked', () => given(registered).when(join(leader)).then(joined));
  it('is joined for nobody by a stranger', () => given(registered).when(join(stranger)).thenRefused('NOT_YOUR_TEAM'));
  it('is joined once', () => given(registered, joined).when(join()).thenNothing());
  it('holds its leader from the start', () =>
    given(registered)
      .when({ ...join(leader), data: { volunteer: 'V29', person: leader.person } })
      .thenNothing());
  it('is left by a member', () => given(registered, joined).when(leave()).thenTypes('TeamMemberLeft'));
  it('is left once', () => given(registered).when(leave(leader)).thenNothing());
  it('is not left by its leader', () => given(registered).when(leave(leader, 'V29')).thenRefused('LEADER_CANNOT_LEAVE'));
  it('must exist to be joined', () => given().when(join()).thenRefused('TEAM_NOT_FOUND'));
});
