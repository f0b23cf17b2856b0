import { Module, type DynamicModule } from '@nestjs/common';
import { ActivityCommands } from '../volunteering-streams/activity-commands.js';
import { CurrentState } from '../volunteering-streams/current-state.js';
import { SignUpController } from './sign-up.controller.js';
import { SignUpHandler } from './sign-up.handler.js';

@Module({})
class SignUpModule {}

/** `POST /v1/activities/{activityId}/signups` and giving a place back. */
export const signUpModule = (imports: DynamicModule[]): DynamicModule => ({
  module: SignUpModule,
  imports,
  controllers: [SignUpController],
  providers: [
    {
      provide: SignUpHandler,
      inject: [ActivityCommands, CurrentState],
      useFactory: (activities: ActivityCommands, current: CurrentState) => new SignUpHandler(activities, current),
    },
  ],
});
