import { Module, type DynamicModule } from '@nestjs/common';
import { WhenCompletionAcceptedThenAwaitCallbackController } from './when-completion-accepted-then-await-callback.controller.js';

@Module({})
class WhenCompletionAcceptedThenAwaitCallbackModule {}

/** Automation: `CompletionAccepted` of an order → the case awaits its callback (S50). */
export const whenCompletionAcceptedThenAwaitCallbackModule = (desk: DynamicModule): DynamicModule => ({
  module: WhenCompletionAcceptedThenAwaitCallbackModule,
  imports: [desk],
  controllers: [WhenCompletionAcceptedThenAwaitCallbackController],
});
