import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { AcceptFirstContactController } from './accept-first-contact.controller.js';
import { AcceptFirstContactHandler } from './accept-first-contact.handler.js';

@Module({})
class AcceptFirstContactModule {}

/** `POST /v1/cases/{caseId}/first-contact/acceptance`. */
export const acceptFirstContactModule = (desk: DynamicModule): DynamicModule => ({
  module: AcceptFirstContactModule,
  imports: [desk],
  controllers: [AcceptFirstContactController],
  providers: [
    { provide: AcceptFirstContactHandler, inject: [CaseDesk], useFactory: (cases: CaseDesk) => new AcceptFirstContactHandler(cases) },
  ],
});
