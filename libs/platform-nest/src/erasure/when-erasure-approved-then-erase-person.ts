import { residentEventTypes } from '@huying/contracts';
import type { Delivery, DeliveryContext } from '@huying/event-bus';
import type { Clock } from '@huying/platform';
import type { Privacy } from '@huying/privacy';
import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CLOCK, PRIVACY, RUNNERS, type RunnerFactory } from '../infrastructure/tokens.js';
import { ErasePersonHandler, type ApprovedErasure, type KeysOfPerson } from './erase-person.handler.js';
import { erasedKeysStreams } from './erased-keys.streams.js';

@Controller()
class WhenErasureApprovedThenErasePersonController {
  constructor(private readonly handler: ErasePersonHandler) {}

  @EventPattern<string[]>([residentEventTypes.PiiErasureApproved.type])
  erase(@Payload() delivery: Delivery<ApprovedErasure>, @Ctx() context: DeliveryContext): Promise<void> {
    return this.handler.execute(delivery, context);
  }
}

@Module({})
class WhenErasureApprovedThenErasePersonModule {}

/** Automation of every service that holds keys of persons: `PiiErasureApproved` → its keys are destroyed, `PiiErased`. */
export const whenErasureApprovedThenErasePersonModule = (infrastructure: DynamicModule, keys: KeysOfPerson): DynamicModule => ({
  module: WhenErasureApprovedThenErasePersonModule,
  imports: [infrastructure],
  controllers: [WhenErasureApprovedThenErasePersonController],
  providers: [
    {
      provide: ErasePersonHandler,
      inject: [RUNNERS, PRIVACY, CLOCK],
      useFactory: (runners: RunnerFactory, privacy: Privacy, clock: Clock) =>
        new ErasePersonHandler(runners(erasedKeysStreams(keys.service)), privacy, clock, keys),
    },
  ],
});
