import { Module, type DynamicModule } from '@nestjs/common';
import { ActivityCommands } from '../volunteering-streams/activity-commands.js';
import { CurrentState } from '../volunteering-streams/current-state.js';
import { PlanActivityController } from './plan-activity.controller.js';
import { PlanActivityHandler } from './plan-activity.handler.js';

@Module({})
class PlanActivityModule {}

/** `POST /v1/activities`, publication and cancellation. */
export const planActivityModule = (imports: DynamicModule[]): DynamicModule => ({
  module: PlanActivityModule,
  imports,
  controllers: [PlanActivityController],
  providers: [
    {
      provide: PlanActivityHandler,
      inject: [ActivityCommands, CurrentState],
      useFactory: (activities: ActivityCommands, current: CurrentState) => new PlanActivityHandler(activities, current),
    },
  ],
});
