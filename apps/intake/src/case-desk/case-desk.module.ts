import { Module, type DynamicModule } from '@nestjs/common';
import type { EventStore } from '@huying/event-store';
import type { Clock } from '@huying/platform';
import { CLOCK, EVENT_STORE, PRIVACY, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import type { Privacy } from '@huying/privacy';
import { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import { ReferenceBook } from '../reference-book/reference-book.js';
import { CaseDesk } from './case-desk.js';
import { caseStreams } from './case-streams.js';
import { RegistrationSecrets } from './registration-secrets.js';

@Module({})
class CaseDeskModule {}

/** The one place where commands meet the streams of cases. */
export const caseDeskModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: CaseDeskModule,
  imports: [...imports],
  providers: [
    {
      provide: CaseDesk,
      inject: [RUNNERS, CasesBoardQuery, ReferenceBook, CLOCK],
      useFactory: (runners: RunnerFactory, board: CasesBoardQuery, book: ReferenceBook, clock: Clock) =>
        new CaseDesk(runners(caseStreams), board, book, clock),
    },
    {
      provide: RegistrationSecrets,
      inject: [EVENT_STORE, PRIVACY],
      useFactory: (store: EventStore, privacy: Privacy) => new RegistrationSecrets(store, privacy),
    },
  ],
  exports: [CaseDesk, RegistrationSecrets],
});
