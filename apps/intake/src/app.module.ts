import { OperationsModule, whenErasureApprovedThenErasePersonModule } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import { acceptCaseModule } from './accept-case/accept-case.module.js';
import { acceptFirstContactModule } from './accept-first-contact/accept-first-contact.module.js';
import { adoptMenuModule } from './adopt-menu/adopt-menu.module.js';
import { answerDirectlyModule } from './answer-directly/answer-directly.module.js';
import { caseDeskModule } from './case-desk/case-desk.module.js';
import { caseDetailModule } from './case-detail/case-detail.module.js';
import { casesBoardModule } from './cases-board/cases-board.module.js';
import { closeCaseModule } from './close-case/close-case.module.js';
import { completeCallbackModule } from './complete-callback/complete-callback.module.js';
import { dischargeFirstContactModule } from './discharge-first-contact/discharge-first-contact.module.js';
import { handOverFirstContactModule } from './hand-over-first-contact/hand-over-first-contact.module.js';
import { erasuresModule } from './erasures/erasures.module.js';
import { importHistoryModule } from './import-history/import-history.module.js';
import { legalHoldsModule } from './legal-holds/legal-holds.module.js';
import { recordCallbackAttemptModule } from './record-callback-attempt/record-callback-attempt.module.js';
import { recordReplyModule } from './record-reply/record-reply.module.js';
import { referenceBookModule } from './reference-book/reference-book.module.js';
import { registerCaseModule } from './register-case/register-case.module.js';
import { keysLeadingTo } from './resident-desk/resident-ids.js';
import { residentDeskModule } from './resident-desk/resident-desk.module.js';
import { revealPiiModule } from './reveal-pii/reveal-pii.module.js';
import { serviceMenuModule } from './service-menu/service-menu.module.js';
import { submitRatingModule } from './submit-rating/submit-rating.module.js';
import { whenCompletionAcceptedThenAwaitCallbackModule } from './when-completion-accepted-then-await-callback/when-completion-accepted-then-await-callback.module.js';
import { whenNoCallbackOwedThenCloseModule } from './when-no-callback-owed-then-close/when-no-callback-owed-then-close.module.js';
import { whenOrderWithdrawnThenEndCaseModule } from './when-order-withdrawn-then-end-case/when-order-withdrawn-then-end-case.module.js';
import { whenRetentionOverThenEraseModule } from './when-retention-over-then-erase/when-retention-over-then-erase.module.js';
import { withdrawCaseModule } from './withdraw-case/withdraw-case.module.js';

@Module({})
class AppModule {}

/** Intake: what residents order, who answers for it, and what they say of the answer. */
export function appModule(infrastructure: DynamicModule): DynamicModule {
  const book = referenceBookModule(infrastructure);
  const board = casesBoardModule(infrastructure);
  const desk = caseDeskModule(infrastructure, book, board);
  const residents = residentDeskModule(infrastructure, board);
  return {
    module: AppModule,
    imports: [
      // Write.
      adoptMenuModule(infrastructure),
      registerCaseModule(infrastructure, desk, book),
      answerDirectlyModule(desk),
      acceptCaseModule(desk, board, book),
      recordCallbackAttemptModule(desk),
      completeCallbackModule(desk),
      submitRatingModule(desk),
      closeCaseModule(desk),
      withdrawCaseModule(desk),
      handOverFirstContactModule(desk),
      acceptFirstContactModule(desk),
      dischargeFirstContactModule(desk),
      recordReplyModule(desk, board),
      revealPiiModule(infrastructure, desk, board),
      importHistoryModule(infrastructure),
      legalHoldsModule(infrastructure, residents),
      erasuresModule(infrastructure, residents),
      // Read.
      board,
      serviceMenuModule(book),
      caseDetailModule(desk, board),
      OperationsModule.with(infrastructure, 'intake'),
      // Automation.
      whenCompletionAcceptedThenAwaitCallbackModule(desk),
      whenOrderWithdrawnThenEndCaseModule(desk),
      whenNoCallbackOwedThenCloseModule(desk),
      whenRetentionOverThenEraseModule(infrastructure, residents),
      whenErasureApprovedThenErasePersonModule(infrastructure, { service: 'intake', furtherKids: keysLeadingTo }),
    ],
  };
}
