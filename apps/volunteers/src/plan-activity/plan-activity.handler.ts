import type { DraftActivityBody, PublishActivityBody } from '@huying/contracts';
import type { ActivityRefusal, OrganisingTeam } from '@huying/domain-volunteering';
import type { Origin, Outcome } from '@huying/event-store';
import { epochOf, shanghai } from '@huying/kernel';
import { derivedId } from '@huying/platform';
import type { ActivityCommands } from '../volunteering-streams/activity-commands.js';
import type { CurrentState } from '../volunteering-streams/current-state.js';

export class PlanActivityHandler {
  constructor(
    private readonly activities: ActivityCommands,
    private readonly current: CurrentState,
  ) {}

  async draft(
    { team, theme, title }: DraftActivityBody,
    origin: Origin,
  ): Promise<{ readonly activity: string; readonly outcome: Outcome<ActivityRefusal> }> {
    const activity = derivedId('activity', origin.command.id);
    const organising = await this.organisingTeam(team);
    return { activity, outcome: await this.activities.run(activity, 'DraftActivity', { team, theme, title, organising }, origin) };
  }

  publish(
    activity: string,
    { from, to, place, capacity, risks, information }: PublishActivityBody,
    origin: Origin,
  ): Promise<Outcome<ActivityRefusal>> {
    const data = { frm: shanghai(epochOf(from)), to: shanghai(epochOf(to)), place, capacity, risks, information };
    return this.activities.run(activity, 'PublishActivity', data, origin);
  }

  cancel(activity: string, reason: string, origin: Origin): Promise<Outcome<ActivityRefusal>> {
    return this.activities.run(activity, 'CancelActivity', { reason }, origin);
  }

  private async organisingTeam(team: string): Promise<OrganisingTeam | undefined> {
    const state = await this.current.team(team);
    return state.status === 'absent' ? undefined : { area: state.area, organiser: state.leader, organiserPerson: state.leaderPerson };
  }
}
