import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK } from '@huying/platform-nest';
import { ORDERS } from '../order-desk/order-desk.module.js';
import type { OrderRunner } from '../order-desk/order-desk.js';
import { RulesInForce } from '../rules-in-force/rules-in-force.js';
import { TakeHandoverHandler } from './take-handover.handler.js';
import { WhenCaseAcceptedController } from './when-case-accepted.controller.js';

@Module({})
class WhenCaseAcceptedModule {}

/** Intake's `CaseAccepted` becomes dispatch's `HandoverTaken`. */
export const whenCaseAcceptedModule = (infrastructure: DynamicModule, desk: DynamicModule): DynamicModule => ({
  module: WhenCaseAcceptedModule,
  imports: [infrastructure, desk],
  controllers: [WhenCaseAcceptedController],
  providers: [
    {
      provide: TakeHandoverHandler,
      inject: [ORDERS, RulesInForce, CLOCK],
      useFactory: (orders: OrderRunner, rules: RulesInForce, clock: Clock) => new TakeHandoverHandler(orders, rules, clock),
    },
  ],
});
