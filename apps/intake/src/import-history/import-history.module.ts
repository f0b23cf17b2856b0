import { Module, type DynamicModule } from '@nestjs/common';
import { foreignEventTypes } from '@huying/contracts';
import { foreignDecider } from '@huying/domain-foreign';
import type { EventStore } from '@huying/event-store';
import type { Clock } from '@huying/platform';
import { CLOCK, EVENT_STORE, PRIVACY, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import type { Privacy } from '@huying/privacy';
import { ImportHistoryController } from './import-history.controller.js';
import { ImportHistoryHandler } from './import-history.handler.js';

@Module({})
class ImportHistoryModule {}

/** `POST /v1/imports/rows`: histories kept by other systems become streams `foreign-<case>`. */
export const importHistoryModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: ImportHistoryModule,
  imports: [infrastructure],
  controllers: [ImportHistoryController],
  providers: [
    {
      provide: ImportHistoryHandler,
      inject: [RUNNERS, EVENT_STORE, PRIVACY, CLOCK],
      useFactory: (runners: RunnerFactory, store: EventStore, privacy: Privacy, clock: Clock) => {
        const runner = runners({
          decider: foreignDecider,
          types: foreignEventTypes,
          keys: (stream) => ({ caseKey: stream.slice('foreign-'.length) }),
        });
        return new ImportHistoryHandler(runner, store, privacy, clock);
      },
    },
  ],
});
