import { Module, type DynamicModule } from '@nestjs/common';
import { catalogueEventTypes } from '@huying/contracts';
import { catalogueDecider } from '@huying/domain-catalogue';
import type { Clock } from '@huying/platform';
import { CLOCK, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import { AdoptMenuController } from './adopt-menu.controller.js';
import { AdoptMenuHandler } from './adopt-menu.handler.js';

@Module({})
class AdoptMenuModule {}

/** `POST /v1/menus`. */
export const adoptMenuModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: AdoptMenuModule,
  imports: [infrastructure],
  controllers: [AdoptMenuController],
  providers: [
    {
      provide: AdoptMenuHandler,
      inject: [RUNNERS, CLOCK],
      useFactory: (runners: RunnerFactory, clock: Clock) => {
        const streams = {
          decider: catalogueDecider,
          types: catalogueEventTypes,
          keys: (stream: string) => ({ area: stream.slice('catalogue-'.length) }),
        };
        return new AdoptMenuHandler(runners(streams), clock);
      },
    },
  ],
});
