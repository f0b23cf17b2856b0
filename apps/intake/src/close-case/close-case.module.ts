import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { CloseCaseController } from './close-case.controller.js';
import { CloseCaseHandler } from './close-case.handler.js';

@Module({})
class CloseCaseModule {}

/** `POST /v1/cases/{caseId}/closure`. */
export const closeCaseModule = (desk: DynamicModule): DynamicModule => ({
  module: CloseCaseModule,
  imports: [desk],
  controllers: [CloseCaseController],
  providers: [{ provide: CloseCaseHandler, inject: [CaseDesk], useFactory: (cases: CaseDesk) => new CloseCaseHandler(cases) }],
});
