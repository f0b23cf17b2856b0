import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DirectAnswerBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { AnswerDirectlyHandler } from './answer-directly.handler.js';

@Controller('v1/cases')
export class AnswerDirectlyController {
  constructor(private readonly handler: AnswerDirectlyHandler) {}

  @Post(':caseId/direct-answer')
  @HttpCode(200)
  async answer(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: DirectAnswerBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), caseProblems, { caseId });
  }
}
