import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK } from '@huying/platform-nest';
import { RulesInForce } from '../rules-in-force/rules-in-force.js';
import { CurrentState } from '../volunteering-streams/current-state.js';
import type { VolunteerRunner } from '../volunteering-streams/streams.js';
import { VOLUNTEERS } from '../volunteering-streams/volunteering-streams.module.js';
import { CreditHoursController } from './credit-hours.controller.js';
import { CreditHoursHandler } from './credit-hours.handler.js';

@Module({})
class CreditHoursModule {}

/** `POST /v1/activities/{activityId}/hours` and their confirmation. */
export const creditHoursModule = (imports: DynamicModule[]): DynamicModule => ({
  module: CreditHoursModule,
  imports,
  controllers: [CreditHoursController],
  providers: [
    {
      provide: CreditHoursHandler,
      inject: [VOLUNTEERS, CurrentState, RulesInForce, CLOCK],
      useFactory: (volunteers: VolunteerRunner, current: CurrentState, rules: RulesInForce, clock: Clock) =>
        new CreditHoursHandler(volunteers, current, rules, clock),
    },
  ],
});
