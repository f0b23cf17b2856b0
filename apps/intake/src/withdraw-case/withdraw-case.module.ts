import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { WithdrawCaseController } from './withdraw-case.controller.js';
import { WithdrawCaseHandler } from './withdraw-case.handler.js';

@Module({})
class WithdrawCaseModule {}

/** `POST /v1/cases/{caseId}/withdrawal`. */
export const withdrawCaseModule = (desk: DynamicModule): DynamicModule => ({
  module: WithdrawCaseModule,
  imports: [desk],
  controllers: [WithdrawCaseController],
  providers: [{ provide: WithdrawCaseHandler, inject: [CaseDesk], useFactory: (cases: CaseDesk) => new WithdrawCaseHandler(cases) }],
});
