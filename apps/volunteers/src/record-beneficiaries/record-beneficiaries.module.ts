import { Module, type DynamicModule } from '@nestjs/common';
import { PRIVACY } from '@huying/platform-nest';
import type { Privacy } from '@huying/privacy';
import { ActivityCommands } from '../volunteering-streams/activity-commands.js';
import { RecordBeneficiariesController } from './record-beneficiaries.controller.js';
import { RecordBeneficiariesHandler } from './record-beneficiaries.handler.js';

@Module({})
class RecordBeneficiariesModule {}

/** `POST /v1/activities/{activityId}/beneficiaries`. */
export const recordBeneficiariesModule = (imports: DynamicModule[]): DynamicModule => ({
  module: RecordBeneficiariesModule,
  imports,
  controllers: [RecordBeneficiariesController],
  providers: [
    {
      provide: RecordBeneficiariesHandler,
      inject: [ActivityCommands, PRIVACY],
      useFactory: (activities: ActivityCommands, { keyedHash }: Privacy) => new RecordBeneficiariesHandler(activities, keyedHash),
    },
  ],
});
