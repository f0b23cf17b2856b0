import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { DischargeFirstContactController } from './discharge-first-contact.controller.js';
import { DischargeFirstContactHandler } from './discharge-first-contact.handler.js';

@Module({})
class DischargeFirstContactModule {}

/** `POST /v1/cases/{caseId}/first-contact/discharge`. */
export const dischargeFirstContactModule = (desk: DynamicModule): DynamicModule => ({
  module: DischargeFirstContactModule,
  imports: [desk],
  controllers: [DischargeFirstContactController],
  providers: [
    { provide: DischargeFirstContactHandler, inject: [CaseDesk], useFactory: (cases: CaseDesk) => new DischargeFirstContactHandler(cases) },
  ],
});
