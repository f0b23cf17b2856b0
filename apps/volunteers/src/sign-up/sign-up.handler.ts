import type { ActivityRefusal } from '@huying/domain-volunteering';
import type { Origin, Outcome } from '@huying/event-store';
import type { ActivityCommands } from '../volunteering-streams/activity-commands.js';
import type { CurrentState } from '../volunteering-streams/current-state.js';

export class SignUpHandler {
  constructor(
    private readonly activities: ActivityCommands,
    private readonly current: CurrentState,
  ) {}

  async signUp(activity: string, volunteer: string, origin: Origin): Promise<Outcome<ActivityRefusal>> {
    const person = await this.current.personOf(volunteer);
    return this.activities.run(activity, 'SignUp', { volunteer, person }, origin);
  }

  cancel(activity: string, volunteer: string, origin: Origin): Promise<Outcome<ActivityRefusal>> {
    return this.activities.run(activity, 'CancelSignUp', { volunteer }, origin);
  }
}
