import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { WithdrawalBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { WithdrawCaseHandler } from './withdraw-case.handler.js';

@Controller('v1/cases')
export class WithdrawCaseController {
  constructor(private readonly handler: WithdrawCaseHandler) {}

  @Post(':caseId/withdrawal')
  @HttpCode(200)
  async withdraw(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: WithdrawalBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), caseProblems, { caseId });
  }
}
