import { Module, type DynamicModule } from '@nestjs/common';
import { gridEventTypes } from '@huying/contracts';
import { gridDecider } from '@huying/domain-directory';
import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { DefineGridController } from './define-grid.controller.js';
import { DefineGridHandler } from './define-grid.handler.js';

@Module({})
class DefineGridModule {}

/** `POST /v1/grids`. */
export const defineGridModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: DefineGridModule,
  imports: [infrastructure],
  controllers: [DefineGridController],
  providers: [
    {
      provide: DefineGridHandler,
      inject: [RUNNERS, DATA_SOURCE, CLOCK],
      useFactory: (runners: RunnerFactory, dataSource: DataSource, clock: Clock) => {
        const runner = runners({
          decider: gridDecider,
          types: gridEventTypes,
          keys: (_, grid) => (grid === undefined ? {} : { area: grid.area }),
        });
        return new DefineGridHandler(runner, dataSource, clock);
      },
    },
  ],
});
