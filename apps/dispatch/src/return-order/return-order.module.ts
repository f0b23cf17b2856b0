import { Module, type DynamicModule } from '@nestjs/common';
import { OrderDesk } from '../order-desk/order-desk.js';
import { ReturnOrderController } from './return-order.controller.js';
import { RequestReturnHandler } from './request-return.handler.js';

@Module({})
class ReturnOrderModule {}

/** `POST /v1/cases/{caseId}/return-requests`. */
export const returnOrderModule = (desk: DynamicModule): DynamicModule => ({
  module: ReturnOrderModule,
  imports: [desk],
  controllers: [ReturnOrderController],
  providers: [{ provide: RequestReturnHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new RequestReturnHandler(desk) }],
});
