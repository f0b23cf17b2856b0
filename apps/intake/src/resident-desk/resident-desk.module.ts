import type { EventStore } from '@huying/event-store';
import type { Clock } from '@huying/platform';
import { CLOCK, EVENT_STORE, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import { ResidentDesk, residentStreams } from './resident-desk.js';

@Module({})
class ResidentDeskModule {}

/** The one place where commands meet the streams of persons. */
export const residentDeskModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: ResidentDeskModule,
  imports: [...imports],
  providers: [
    {
      provide: ResidentDesk,
      inject: [RUNNERS, EVENT_STORE, CasesBoardQuery, CLOCK],
      useFactory: (runners: RunnerFactory, store: EventStore, board: CasesBoardQuery, clock: Clock) =>
        new ResidentDesk(runners(residentStreams), store, board, clock),
    },
  ],
  exports: [ResidentDesk],
});
