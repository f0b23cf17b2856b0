import { servedVisitOf, type ServedVisit, type VolunteerCommand, type VolunteerRefusal } from '@huying/domain-volunteering';
import type { Origin, Outcome } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import type { RulesForDecision, RulesInForce } from '../rules-in-force/rules-in-force.js';
import type { CurrentState } from '../volunteering-streams/current-state.js';
import { volunteerStream, type VolunteerRunner } from '../volunteering-streams/streams.js';

export interface HoursClaim {
  readonly activity: string;
  readonly volunteer: string;
  readonly visit: number;
  readonly minutes: number | undefined;
}

/** Hours live on the volunteer's own stream; what the activity says of the visit is looked up first. */
export class CreditHoursHandler {
  constructor(
    private readonly volunteers: VolunteerRunner,
    private readonly current: CurrentState,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
  ) {}

  async propose(claim: HoursClaim, origin: Origin): Promise<Outcome<VolunteerRefusal>> {
    const { visit, decision } = await this.lookUp(claim);
    const { minutes } = claim;
    return this.run(claim, { type: 'ProposeHours', data: { visit, ...(minutes === undefined ? {} : { minutes }) } }, decision, origin);
  }

  async confirm(claim: HoursClaim, origin: Origin): Promise<Outcome<VolunteerRefusal>> {
    const { visit, decision } = await this.lookUp(claim);
    const { minutes } = claim;
    const data = { visit, rules: decision.rules, ...(minutes === undefined ? {} : { minutes }) };
    return this.run(claim, { type: 'ConfirmHours', data }, decision, origin);
  }

  private async lookUp(claim: HoursClaim): Promise<{ readonly visit: ServedVisit | undefined; readonly decision: RulesForDecision }> {
    const visit = servedVisitOf(claim.activity, await this.current.activity(claim.activity), claim.volunteer, claim.visit);
    return { visit, decision: await this.rules.at(visit?.area ?? '', shanghai(this.clock.now())) };
  }

  private run(
    { volunteer }: HoursClaim,
    command: {
      [Type in VolunteerCommand['type']]: Pick<Extract<VolunteerCommand, { type: Type }>, 'type' | 'data'>;
    }[VolunteerCommand['type']],
    { guards, policyVersion }: RulesForDecision,
    origin: Origin,
  ): Promise<Outcome<VolunteerRefusal>> {
    const at = shanghai(this.clock.now());
    const from = policyVersion === undefined ? origin : { ...origin, policyVersion };
    return this.volunteers.run(volunteerStream(volunteer), { ...command, at, actor: origin.actor, guards }, from);
  }
}
