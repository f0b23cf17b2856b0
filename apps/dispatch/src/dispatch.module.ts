import { OperationsModule, whenErasureApprovedThenErasePersonModule } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import { adoptCalendarModule } from './adopt-calendar/adopt-calendar.module.js';
import { adoptPolicyModule } from './adopt-policy/adopt-policy.module.js';
import { assignRoleModule } from './assign-role/assign-role.module.js';
import { attachEvidenceModule } from './attach-evidence/attach-evidence.module.js';
import { decideReturnModule } from './decide-return/decide-return.module.js';
import { defineGridModule } from './define-grid/define-grid.module.js';
import { dispatchCaseModule } from './dispatch-case/dispatch-case.module.js';
import { endRoleModule } from './end-role/end-role.module.js';
import { listCalendarsModule } from './list-calendars/list-calendars.module.js';
import { listGridsModule } from './list-grids/list-grids.module.js';
import { listPoliciesModule } from './list-policies/list-policies.module.js';
import { listPostsModule } from './list-posts/list-posts.module.js';
import { orderDeskModule } from './order-desk/order-desk.module.js';
import { ordersBoardModule } from './orders-board/orders-board.module.js';
import { readEvidenceModule } from './read-evidence/read-evidence.module.js';
import { recordContactModule } from './record-contact/record-contact.module.js';
import { reportCompletionModule } from './report-completion/report-completion.module.js';
import { returnOrderModule } from './return-order/return-order.module.js';
import { revealOrderModule } from './reveal-order/reveal-order.module.js';
import { reviewCompletionModule } from './review-completion/review-completion.module.js';
import { signOrderModule } from './sign-order/sign-order.module.js';
import { whenCaseAcceptedModule } from './when-case-accepted-then-take-handover/when-case-accepted.module.js';
import { withdrawOrderModule } from './withdraw-order/withdraw-order.module.js';

@Module({})
class DispatchModule {}

/** Dispatch: the directory, the rules, and orders from hand-over to review (DESIGN §2). */
export function dispatchModule(infrastructure: DynamicModule): DynamicModule {
  const desk = orderDeskModule(infrastructure);
  return {
    module: DispatchModule,
    imports: [
      OperationsModule.with(infrastructure, 'dispatch'),
      defineGridModule(infrastructure),
      assignRoleModule(infrastructure),
      endRoleModule(infrastructure),
      adoptPolicyModule(infrastructure),
      adoptCalendarModule(infrastructure),
      listGridsModule(infrastructure),
      listPostsModule(infrastructure),
      listPoliciesModule(infrastructure, desk),
      listCalendarsModule(infrastructure, desk),
      whenCaseAcceptedModule(infrastructure, desk),
      whenErasureApprovedThenErasePersonModule(infrastructure, { service: 'dispatch' }),
      dispatchCaseModule(desk),
      signOrderModule(desk),
      returnOrderModule(desk),
      decideReturnModule(desk),
      recordContactModule(desk),
      attachEvidenceModule(infrastructure, desk),
      readEvidenceModule(desk),
      reportCompletionModule(desk),
      reviewCompletionModule(desk),
      withdrawOrderModule(desk),
      revealOrderModule(infrastructure, desk),
      ordersBoardModule(infrastructure),
    ],
  };
}
