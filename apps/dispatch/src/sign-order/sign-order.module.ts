import { Module, type DynamicModule } from '@nestjs/common';
import { OrderDesk } from '../order-desk/order-desk.js';
import { SignOrderController } from './sign-order.controller.js';
import { SignOrderHandler } from './sign-order.handler.js';

@Module({})
class SignOrderModule {}

/** `POST /v1/cases/{caseId}/signature`. */
export const signOrderModule = (desk: DynamicModule): DynamicModule => ({
  module: SignOrderModule,
  imports: [desk],
  controllers: [SignOrderController],
  providers: [{ provide: SignOrderHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new SignOrderHandler(desk) }],
});
