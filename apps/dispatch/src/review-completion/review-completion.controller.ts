import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CompletionAcceptanceBody, CompletionRejectionBody, type OrderAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { RejectCompletionHandler } from './reject-completion.handler.js';
import { AcceptCompletionHandler } from './accept-completion.handler.js';

@Controller('v1/cases/:caseId')
export class ReviewCompletionController {
  constructor(
    private readonly rejection: RejectCompletionHandler,
    private readonly acceptance: AcceptCompletionHandler,
  ) {}

  @Post('completion/rejection')
  @HttpCode(200)
  async reject(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: CompletionRejectionBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.rejection.execute({ caseId, body, origin }), orderProblems, { caseId });
  }

  @Post('completion/acceptance')
  @HttpCode(200)
  async accept(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: CompletionAcceptanceBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.acceptance.execute({ caseId, body, origin }), orderProblems, { caseId });
  }
}
