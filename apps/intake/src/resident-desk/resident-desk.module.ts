import type { EventStore } from '@huying/event-store';
import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE, EVENT_STORE, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
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
      inject: [RUNNERS, EVENT_STORE, CasesBoardQuery, DATA_SOURCE, CLOCK],
      useFactory: (runners: RunnerFactory, store: EventStore, board: CasesBoardQuery, dataSource: DataSource, clock: Clock) =>
        new ResidentDesk(runners(residentStreams), store, board, dataSource, clock),
    },
  ],
  exports: [ResidentDesk],
});
