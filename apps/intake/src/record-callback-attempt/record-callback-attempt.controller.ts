import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CallbackAttemptBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { RecordCallbackAttemptHandler } from './record-callback-attempt.handler.js';

@Controller('v1/cases')
export class RecordCallbackAttemptController {
  constructor(private readonly handler: RecordCallbackAttemptHandler) {}

  @Post(':caseId/callback-attempts')
  @HttpCode(200)
  async attempt(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: CallbackAttemptBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), caseProblems, { caseId });
  }
}
