import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ReplyBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { RecordReplyHandler } from './record-reply.handler.js';

@Controller('v1/cases')
export class RecordReplyController {
  constructor(private readonly handler: RecordReplyHandler) {}

  @Post(':caseId/replies')
  @HttpCode(200)
  async reply(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: ReplyBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), caseProblems, { caseId });
  }
}
