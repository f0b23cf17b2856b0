import type { ActivityCommand, ActivityRefusal } from '@huying/domain-volunteering';
import type { Origin, Outcome } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { isPublished } from '@huying/domain-volunteering';
import type { RulesForDecision, RulesInForce } from '../rules-in-force/rules-in-force.js';
import type { CurrentState } from './current-state.js';
import { activityStream, type ActivityRunner } from './streams.js';

type DataOf<Type extends ActivityCommand['type']> = Extract<ActivityCommand, { type: Type }>['data'];

/** Carries out commands on one activity: now, by who asks, under the guards of the policy in force where it stands. */
export class ActivityCommands {
  constructor(
    private readonly activities: ActivityRunner,
    private readonly current: CurrentState,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
  ) {}

  run<Type extends ActivityCommand['type']>(
    activity: string,
    type: Type,
    data: DataOf<Type>,
    origin: Origin,
    { guards, policyVersion }: Partial<RulesForDecision> = {},
  ): Promise<Outcome<ActivityRefusal>> {
    // The pair of type and data is one of the union's members, which TypeScript cannot see through a generic.
    const command = {
      type,
      at: shanghai(this.clock.now()),
      actor: origin.actor,
      data,
      ...(guards === undefined ? {} : { guards }),
    } as unknown as ActivityCommand;
    return this.activities.run(activityStream(activity), command, policyVersion === undefined ? origin : { ...origin, policyVersion });
  }

  /** The rules in force for an activity's area now. */
  async rulesFor(activity: string): Promise<RulesForDecision> {
    const state = await this.current.activity(activity);
    return this.rules.at(isPublished(state) ? state.area : '', shanghai(this.clock.now()));
  }
}
