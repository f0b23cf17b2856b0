import { Module, type DynamicModule } from '@nestjs/common';
import { PRIVACY } from '@huying/platform-nest';
import type { Privacy } from '@huying/privacy';
import { OrderDesk } from '../order-desk/order-desk.js';
import { RevealOrderController } from './reveal-order.controller.js';
import { RevealOrderHandler } from './reveal-order.handler.js';

@Module({})
class RevealOrderModule {}

/** `POST /v1/orders/{caseId}/reveal`. */
export const revealOrderModule = (infrastructure: DynamicModule, desk: DynamicModule): DynamicModule => ({
  module: RevealOrderModule,
  imports: [infrastructure, desk],
  controllers: [RevealOrderController],
  providers: [
    {
      provide: RevealOrderHandler,
      inject: [OrderDesk, PRIVACY],
      useFactory: (desk: OrderDesk, privacy: Privacy) => new RevealOrderHandler(desk, privacy),
    },
  ],
});
