import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CompletionBody, type OrderAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { ReportCompletionHandler } from './report-completion.handler.js';

@Controller('v1/cases/:caseId')
export class ReportCompletionController {
  constructor(private readonly handler: ReportCompletionHandler) {}

  @Post('completion')
  @HttpCode(200)
  async report(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: CompletionBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), orderProblems, { caseId });
  }
}
