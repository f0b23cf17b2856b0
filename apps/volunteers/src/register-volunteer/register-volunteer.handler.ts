import type { RegisterVolunteerBody } from '@huying/contracts';
import type { VolunteerRefusal } from '@huying/domain-volunteering';
import type { Origin, Outcome } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { volunteerStream, type VolunteerRunner } from '../volunteering-streams/streams.js';
import { volunteerIdOf } from '../volunteering-streams/volunteer-id.js';

export class RegisterVolunteerHandler {
  constructor(
    private readonly volunteers: VolunteerRunner,
    private readonly clock: Clock,
  ) {}

  /** Registers oneself, or the person named. A second registration of the same person changes nothing. */
  async execute(
    { person, area, name, phone, retiredMember = false }: RegisterVolunteerBody,
    origin: Origin,
  ): Promise<{ readonly volunteer: string; readonly outcome: Outcome<VolunteerRefusal> }> {
    const registered = person ?? origin.actor.person;
    const volunteer = volunteerIdOf(registered);
    const data = { person: registered, area, retiredMember, name, phone };
    const command = { type: 'RegisterVolunteer', at: shanghai(this.clock.now()), actor: origin.actor, data } as const;
    return { volunteer, outcome: await this.volunteers.run(volunteerStream(volunteer), command, origin) };
  }
}
