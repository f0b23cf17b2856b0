import { Module, type DynamicModule } from '@nestjs/common';
import { Assignees } from '../directory/assignees.js';
import { OrderDesk } from '../order-desk/order-desk.js';
import { DecideReturnController } from './decide-return.controller.js';
import { ApproveReturnHandler } from './approve-return.handler.js';
import { RejectReturnHandler } from './reject-return.handler.js';
import { DesignateHandlerHandler } from './designate-handler.handler.js';

@Module({})
class DecideReturnModule {}

/** `POST /v1/cases/{caseId}/return-requests/approval`, `…/rejection`, `…/designation`. */
export const decideReturnModule = (desk: DynamicModule): DynamicModule => ({
  module: DecideReturnModule,
  imports: [desk],
  controllers: [DecideReturnController],
  providers: [
    { provide: ApproveReturnHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new ApproveReturnHandler(desk) },
    { provide: RejectReturnHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new RejectReturnHandler(desk) },
    {
      provide: DesignateHandlerHandler,
      inject: [OrderDesk, Assignees],
      useFactory: (desk: OrderDesk, assignees: Assignees) => new DesignateHandlerHandler(desk, assignees),
    },
  ],
});
