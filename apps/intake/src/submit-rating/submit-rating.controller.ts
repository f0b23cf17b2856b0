import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { RatingBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { SubmitRatingHandler } from './submit-rating.handler.js';

@Controller('v1/cases')
export class SubmitRatingController {
  constructor(private readonly handler: SubmitRatingHandler) {}

  @Post(':caseId/rating')
  @HttpCode(200)
  async rate(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: RatingBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), caseProblems, { caseId });
  }
}
