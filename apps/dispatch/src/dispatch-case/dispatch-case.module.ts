import { Module, type DynamicModule } from '@nestjs/common';
import { Assignees } from '../directory/assignees.js';
import { OrderDesk } from '../order-desk/order-desk.js';
import { DispatchCaseController } from './dispatch-case.controller.js';
import { DispatchCaseHandler } from './dispatch-case.handler.js';

@Module({})
class DispatchCaseModule {}

/** `POST /v1/cases/{caseId}/dispatch`. */
export const dispatchCaseModule = (desk: DynamicModule): DynamicModule => ({
  module: DispatchCaseModule,
  imports: [desk],
  controllers: [DispatchCaseController],
  providers: [
    {
      provide: DispatchCaseHandler,
      inject: [OrderDesk, Assignees],
      useFactory: (desk: OrderDesk, assignees: Assignees) => new DispatchCaseHandler(desk, assignees),
    },
  ],
});
