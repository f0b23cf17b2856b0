import { Module, type DynamicModule } from '@nestjs/common';
import { postEventTypes } from '@huying/contracts';
import { postDecider } from '@huying/domain-directory';
import type { Clock } from '@huying/platform';
import { CLOCK, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import { AssignRoleController } from './assign-role.controller.js';
import { AssignRoleHandler } from './assign-role.handler.js';

@Module({})
class AssignRoleModule {}

/** `POST /v1/posts`. */
export const assignRoleModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: AssignRoleModule,
  imports: [infrastructure],
  controllers: [AssignRoleController],
  providers: [
    {
      provide: AssignRoleHandler,
      inject: [RUNNERS, CLOCK],
      useFactory: (runners: RunnerFactory, clock: Clock) => {
        const runner = runners({
          decider: postDecider,
          types: postEventTypes,
          keys: (_, state) => (state.status === 'absent' ? {} : { area: state.assignment.area }),
        });
        return new AssignRoleHandler(runner, clock);
      },
    },
  ],
});
