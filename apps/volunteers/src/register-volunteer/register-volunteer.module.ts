import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK } from '@huying/platform-nest';
import type { VolunteerRunner } from '../volunteering-streams/streams.js';
import { VOLUNTEERS } from '../volunteering-streams/volunteering-streams.module.js';
import { RegisterVolunteerController } from './register-volunteer.controller.js';
import { RegisterVolunteerHandler } from './register-volunteer.handler.js';

@Module({})
class RegisterVolunteerModule {}

/** `POST /v1/volunteers`. */
export const registerVolunteerModule = (imports: DynamicModule[]): DynamicModule => ({
  module: RegisterVolunteerModule,
  imports,
  controllers: [RegisterVolunteerController],
  providers: [
    {
      provide: RegisterVolunteerHandler,
      inject: [VOLUNTEERS, CLOCK],
      useFactory: (volunteers: VolunteerRunner, clock: Clock) => new RegisterVolunteerHandler(volunteers, clock),
    },
  ],
});
