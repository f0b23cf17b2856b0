import { Module, type DynamicModule } from '@nestjs/common';
import { calendarEventTypes } from '@huying/contracts';
import { calendarDecider } from '@huying/domain-directory';
import type { Clock } from '@huying/platform';
import { CLOCK, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import { AdoptCalendarController } from './adopt-calendar.controller.js';
import { AdoptCalendarHandler } from './adopt-calendar.handler.js';

@Module({})
class AdoptCalendarModule {}

/** `POST /v1/calendars`. */
export const adoptCalendarModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: AdoptCalendarModule,
  imports: [infrastructure],
  controllers: [AdoptCalendarController],
  providers: [
    {
      provide: AdoptCalendarHandler,
      inject: [RUNNERS, CLOCK],
      useFactory: (runners: RunnerFactory, clock: Clock) => {
        const runner = runners({
          decider: calendarDecider,
          types: calendarEventTypes,
          keys: (stream) => ({ area: stream.slice('calendar-'.length) }),
        });
        return new AdoptCalendarHandler(runner, clock);
      },
    },
  ],
});
