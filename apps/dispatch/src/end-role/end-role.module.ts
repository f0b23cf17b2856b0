import { Module, type DynamicModule } from '@nestjs/common';
import { postEventTypes } from '@huying/contracts';
import { postDecider } from '@huying/domain-directory';
import type { Clock } from '@huying/platform';
import { CLOCK, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import { EndRoleController } from './end-role.controller.js';
import { EndRoleHandler } from './end-role.handler.js';

@Module({})
class EndRoleModule {}

/** `POST /v1/posts/{postId}/end`. */
export const endRoleModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: EndRoleModule,
  imports: [infrastructure],
  controllers: [EndRoleController],
  providers: [
    {
      provide: EndRoleHandler,
      inject: [RUNNERS, CLOCK],
      useFactory: (runners: RunnerFactory, clock: Clock) => {
        const runner = runners({
          decider: postDecider,
          types: postEventTypes,
          keys: (_, state) => (state.status === 'absent' ? {} : { area: state.assignment.area }),
        });
        return new EndRoleHandler(runner, clock);
      },
    },
  ],
});
