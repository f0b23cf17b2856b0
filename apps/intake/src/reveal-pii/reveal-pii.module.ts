import { Module, type DynamicModule } from '@nestjs/common';
import type { EventStore } from '@huying/event-store';
import { EVENT_STORE } from '@huying/platform-nest';
import { CaseDesk } from '../case-desk/case-desk.js';
import { RegistrationSecrets } from '../case-desk/registration-secrets.js';
import { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import { RevealPiiController } from './reveal-pii.controller.js';
import { RevealPiiHandler } from './reveal-pii.handler.js';

@Module({})
class RevealPiiModule {}

/** `POST /v1/cases/{caseId}/reveal`. */
export const revealPiiModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: RevealPiiModule,
  imports: [...imports],
  controllers: [RevealPiiController],
  providers: [
    {
      provide: RevealPiiHandler,
      inject: [CaseDesk, CasesBoardQuery, RegistrationSecrets, EVENT_STORE],
      useFactory: (desk: CaseDesk, board: CasesBoardQuery, secrets: RegistrationSecrets, store: EventStore) =>
        new RevealPiiHandler(desk, board, secrets, store),
    },
  ],
});
