import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CallbackBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { CompleteCallbackHandler } from './complete-callback.handler.js';

@Controller('v1/cases')
export class CompleteCallbackController {
  constructor(private readonly handler: CompleteCallbackHandler) {}

  @Post(':caseId/callback')
  @HttpCode(200)
  async complete(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: CallbackBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), caseProblems, { caseId });
  }
}
