import { Module, type DynamicModule } from '@nestjs/common';
import type { EventStore } from '@huying/event-store';
import type { Clock } from '@huying/platform';
import { CLOCK, EVENT_STORE, PRIVACY } from '@huying/platform-nest';
import type { Privacy } from '@huying/privacy';
import { CaseDesk } from '../case-desk/case-desk.js';
import { ReferenceBook } from '../reference-book/reference-book.js';
import { ResidentIds } from '../resident-desk/resident-ids.js';
import { RegisterCaseController } from './register-case.controller.js';
import { RegisterCaseHandler } from './register-case.handler.js';

@Module({})
class RegisterCaseModule {}

/** `POST /v1/cases`. */
export const registerCaseModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: RegisterCaseModule,
  imports: [...imports],
  controllers: [RegisterCaseController],
  providers: [
    {
      provide: RegisterCaseHandler,
      inject: [CaseDesk, ReferenceBook, PRIVACY, EVENT_STORE, CLOCK],
      useFactory: (desk: CaseDesk, book: ReferenceBook, privacy: Privacy, store: EventStore, clock: Clock) =>
        new RegisterCaseHandler(desk, book, new ResidentIds(privacy), store, clock),
    },
  ],
});
