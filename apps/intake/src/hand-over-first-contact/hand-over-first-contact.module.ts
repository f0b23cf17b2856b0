import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { HandOverFirstContactController } from './hand-over-first-contact.controller.js';
import { HandOverFirstContactHandler } from './hand-over-first-contact.handler.js';

@Module({})
class HandOverFirstContactModule {}

/** `POST /v1/cases/{caseId}/first-contact/handover`. */
export const handOverFirstContactModule = (desk: DynamicModule): DynamicModule => ({
  module: HandOverFirstContactModule,
  imports: [desk],
  controllers: [HandOverFirstContactController],
  providers: [
    { provide: HandOverFirstContactHandler, inject: [CaseDesk], useFactory: (cases: CaseDesk) => new HandOverFirstContactHandler(cases) },
  ],
});
