import { Module, type DynamicModule } from '@nestjs/common';
import { WhenNoCallbackOwedThenCloseController } from './when-no-callback-owed-then-close.controller.js';

@Module({})
class WhenNoCallbackOwedThenCloseModule {}

/** Automation: a case that nobody is to be called about is closed by the system (RULES §1.4, note on T22). */
export const whenNoCallbackOwedThenCloseModule = (desk: DynamicModule): DynamicModule => ({
  module: WhenNoCallbackOwedThenCloseModule,
  imports: [desk],
  controllers: [WhenNoCallbackOwedThenCloseController],
});
