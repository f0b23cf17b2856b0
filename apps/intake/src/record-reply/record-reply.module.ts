import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import { RecordReplyController } from './record-reply.controller.js';
import { RecordReplyHandler } from './record-reply.handler.js';

@Module({})
class RecordReplyModule {}

/** `POST /v1/cases/{caseId}/replies`. */
export const recordReplyModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: RecordReplyModule,
  imports: [...imports],
  controllers: [RecordReplyController],
  providers: [
    {
      provide: RecordReplyHandler,
      inject: [CaseDesk, CasesBoardQuery],
      useFactory: (desk: CaseDesk, board: CasesBoardQuery) => new RecordReplyHandler(desk, board),
    },
  ],
});
