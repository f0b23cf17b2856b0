import { Module, type DynamicModule } from '@nestjs/common';
import { policyEventTypes } from '@huying/contracts';
import { policyDecider } from '@huying/domain-directory';
import type { Clock } from '@huying/platform';
import { CLOCK, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import { AdoptPolicyController } from './adopt-policy.controller.js';
import { AdoptPolicyHandler } from './adopt-policy.handler.js';

@Module({})
class AdoptPolicyModule {}

/** `POST /v1/policies`. */
export const adoptPolicyModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: AdoptPolicyModule,
  imports: [infrastructure],
  controllers: [AdoptPolicyController],
  providers: [
    {
      provide: AdoptPolicyHandler,
      inject: [RUNNERS, CLOCK],
      useFactory: (runners: RunnerFactory, clock: Clock) => {
        const runner = runners({
          decider: policyDecider,
          types: policyEventTypes,
          keys: (stream) => ({ area: stream.slice('policy-'.length) }),
        });
        return new AdoptPolicyHandler(runner, clock);
      },
    },
  ],
});
