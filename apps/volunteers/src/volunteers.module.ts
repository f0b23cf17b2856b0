import { Module, type DynamicModule } from '@nestjs/common';
import { OperationsModule, whenErasureApprovedThenErasePersonModule } from '@huying/platform-nest';
import { activitiesListModule } from './activities-list/activities-list.module.js';
import { attendActivityModule } from './attend-activity/attend-activity.module.js';
import { closeActivityModule } from './close-activity/close-activity.module.js';
import { creditHoursModule } from './credit-hours/credit-hours.module.js';
import { keepTeamModule } from './keep-team/keep-team.module.js';
import { myVolunteeringModule } from './my-volunteering/my-volunteering.module.js';
import { planActivityModule } from './plan-activity/plan-activity.module.js';
import { readModelsModule } from './read-models/read-models.module.js';
import { recordBeneficiariesModule } from './record-beneficiaries/record-beneficiaries.module.js';
import { registerVolunteerModule } from './register-volunteer/register-volunteer.module.js';
import { signUpModule } from './sign-up/sign-up.module.js';
import { teamsListModule } from './teams-list/teams-list.module.js';
import { volunteeringStreamsModule } from './volunteering-streams/volunteering-streams.module.js';
import { volunteersListModule } from './volunteers-list/volunteers-list.module.js';

@Module({})
class VolunteersModule {}

/** Every slice of the service. `me` is asked before an id is, so its routes come first. */
export function volunteersModule(infrastructure: DynamicModule): DynamicModule {
  const writing = [infrastructure, volunteeringStreamsModule(infrastructure)];
  const reading = [infrastructure, readModelsModule(infrastructure)];
  return {
    module: VolunteersModule,
    imports: [
      OperationsModule.with(infrastructure, 'volunteers'),
      myVolunteeringModule(reading),
      volunteersListModule(reading),
      teamsListModule(reading),
      activitiesListModule(reading),
      registerVolunteerModule(writing),
      keepTeamModule(writing),
      planActivityModule(writing),
      signUpModule(writing),
      attendActivityModule(writing),
      creditHoursModule(writing),
      recordBeneficiariesModule(writing),
      closeActivityModule(writing),
      whenErasureApprovedThenErasePersonModule(infrastructure, { service: 'volunteers' }),
    ],
  };
}
