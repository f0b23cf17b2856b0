import { Module, type DynamicModule } from '@nestjs/common';
import { ActivityCommands } from '../volunteering-streams/activity-commands.js';
import { AttendActivityController } from './attend-activity.controller.js';
import { AttendActivityHandler } from './attend-activity.handler.js';

@Module({})
class AttendActivityModule {}

/** `POST /v1/activities/{activityId}/check-ins` and `/check-outs`. */
export const attendActivityModule = (imports: DynamicModule[]): DynamicModule => ({
  module: AttendActivityModule,
  imports,
  controllers: [AttendActivityController],
  providers: [
    {
      provide: AttendActivityHandler,
      inject: [ActivityCommands],
      useFactory: (activities: ActivityCommands) => new AttendActivityHandler(activities),
    },
  ],
});
