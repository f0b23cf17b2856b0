import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { AcceptCaseBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { AcceptCaseHandler } from './accept-case.handler.js';

@Controller('v1/cases')
export class AcceptCaseController {
  constructor(private readonly handler: AcceptCaseHandler) {}

  @Post(':caseId/acceptance')
  @HttpCode(200)
  async accept(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: AcceptCaseBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), caseProblems, { caseId });
  }
}
