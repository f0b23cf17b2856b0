import type { RegisterTeamBody } from '@huying/contracts';
import type { TeamCommand, TeamRefusal } from '@huying/domain-volunteering';
import type { Origin, Outcome } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import { derivedId, type Clock } from '@huying/platform';
import type { CurrentState } from '../volunteering-streams/current-state.js';
import { teamStream, type TeamRunner } from '../volunteering-streams/streams.js';

export class KeepTeamHandler {
  constructor(
    private readonly teams: TeamRunner,
    private readonly current: CurrentState,
    private readonly clock: Clock,
  ) {}

  /** Registers a team under its leader. */
  async register(
    { name, area, leader }: RegisterTeamBody,
    origin: Origin,
  ): Promise<{ readonly team: string; readonly outcome: Outcome<TeamRefusal> }> {
    const team = derivedId('team', origin.command.id);
    const leaderPerson = await this.current.personOf(leader);
    return { team, outcome: await this.run(team, 'RegisterTeam', { name, area, leader, leaderPerson }, origin) };
  }

  async join(team: string, volunteer: string, origin: Origin): Promise<Outcome<TeamRefusal>> {
    return this.run(team, 'JoinTeam', { volunteer, person: await this.current.personOf(volunteer) }, origin);
  }

  leave(team: string, volunteer: string, origin: Origin): Promise<Outcome<TeamRefusal>> {
    return this.run(team, 'LeaveTeam', { volunteer }, origin);
  }

  private run<Type extends TeamCommand['type']>(
    team: string,
    type: Type,
    data: Extract<TeamCommand, { type: Type }>['data'],
    origin: Origin,
  ): Promise<Outcome<TeamRefusal>> {
    // The pair of type and data is one of the union's members, which TypeScript cannot see through a generic.
    const command = { type, at: shanghai(this.clock.now()), actor: origin.actor, data } as unknown as TeamCommand;
    return this.teams.run(teamStream(team), command, origin);
  }
}
