import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { CompleteCallbackController } from './complete-callback.controller.js';
import { CompleteCallbackHandler } from './complete-callback.handler.js';

@Module({})
class CompleteCallbackModule {}

/** `POST /v1/cases/{caseId}/callback`. */
export const completeCallbackModule = (desk: DynamicModule): DynamicModule => ({
  module: CompleteCallbackModule,
  imports: [desk],
  controllers: [CompleteCallbackController],
  providers: [
    { provide: CompleteCallbackHandler, inject: [CaseDesk], useFactory: (cases: CaseDesk) => new CompleteCallbackHandler(cases) },
  ],
});
