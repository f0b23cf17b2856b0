import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import { ReferenceBook } from '../reference-book/reference-book.js';
import { AcceptCaseController } from './accept-case.controller.js';
import { AcceptCaseHandler } from './accept-case.handler.js';

@Module({})
class AcceptCaseModule {}

/** `POST /v1/cases/{caseId}/acceptance`. */
export const acceptCaseModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: AcceptCaseModule,
  imports: [...imports],
  controllers: [AcceptCaseController],
  providers: [
    {
      provide: AcceptCaseHandler,
      inject: [CaseDesk, CasesBoardQuery, ReferenceBook],
      useFactory: (desk: CaseDesk, board: CasesBoardQuery, book: ReferenceBook) => new AcceptCaseHandler(desk, board, book),
    },
  ],
});
