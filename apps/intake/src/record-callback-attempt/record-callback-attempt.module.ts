import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { RegistrationSecrets } from '../case-desk/registration-secrets.js';
import { RecordCallbackAttemptController } from './record-callback-attempt.controller.js';
import { RecordCallbackAttemptHandler } from './record-callback-attempt.handler.js';

@Module({})
class RecordCallbackAttemptModule {}

/** `POST /v1/cases/{caseId}/callback-attempts`. */
export const recordCallbackAttemptModule = (desk: DynamicModule): DynamicModule => ({
  module: RecordCallbackAttemptModule,
  imports: [desk],
  controllers: [RecordCallbackAttemptController],
  providers: [
    {
      provide: RecordCallbackAttemptHandler,
      inject: [CaseDesk, RegistrationSecrets],
      useFactory: (cases: CaseDesk, secrets: RegistrationSecrets) => new RecordCallbackAttemptHandler(cases, secrets),
    },
  ],
});
