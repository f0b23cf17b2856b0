import { Module, type DynamicModule } from '@nestjs/common';
import { WhenOrderWithdrawnThenEndCaseController } from './when-order-withdrawn-then-end-case.controller.js';

@Module({})
class WhenOrderWithdrawnThenEndCaseModule {}

/** Automation: `CaseWithdrawn` of an order → the case is withdrawn (S92). */
export const whenOrderWithdrawnThenEndCaseModule = (desk: DynamicModule): DynamicModule => ({
  module: WhenOrderWithdrawnThenEndCaseModule,
  imports: [desk],
  controllers: [WhenOrderWithdrawnThenEndCaseController],
});
