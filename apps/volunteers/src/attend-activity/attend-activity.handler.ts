import type { ActivityRefusal } from '@huying/domain-volunteering';
import type { Origin, Outcome } from '@huying/event-store';
import type { ActivityCommands } from '../volunteering-streams/activity-commands.js';

export interface Attendance {
  readonly activity: string;
  readonly volunteer: string;
  readonly metres: number | undefined;
}

export class AttendActivityHandler {
  constructor(private readonly activities: ActivityCommands) {}

  checkIn(attendance: Attendance, origin: Origin): Promise<Outcome<ActivityRefusal>> {
    return this.attend('CheckIn', attendance, origin);
  }

  checkOut(attendance: Attendance, origin: Origin): Promise<Outcome<ActivityRefusal>> {
    return this.attend('CheckOut', attendance, origin);
  }

  private async attend(
    type: 'CheckIn' | 'CheckOut',
    { activity, volunteer, metres }: Attendance,
    origin: Origin,
  ): Promise<Outcome<ActivityRefusal>> {
    const decision = await this.activities.rulesFor(activity);
    const data = { volunteer, rules: decision.rules, ...(metres === undefined ? {} : { metres }) };
    return this.activities.run(activity, type, data, origin, decision);
  }
}
