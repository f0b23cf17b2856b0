import { Module, type DynamicModule } from '@nestjs/common';
import { OrderDesk } from '../order-desk/order-desk.js';
import { WithdrawOrderController } from './withdraw-order.controller.js';
import { WithdrawOrderHandler } from './withdraw-order.handler.js';

@Module({})
class WithdrawOrderModule {}

/** `POST /v1/orders/{caseId}/withdrawal`. */
export const withdrawOrderModule = (desk: DynamicModule): DynamicModule => ({
  module: WithdrawOrderModule,
  imports: [desk],
  controllers: [WithdrawOrderController],
  providers: [{ provide: WithdrawOrderHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new WithdrawOrderHandler(desk) }],
});
