import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DispatchBody, type OrderAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { DispatchCaseHandler } from './dispatch-case.handler.js';

@Controller('v1/cases/:caseId')
export class DispatchCaseController {
  constructor(private readonly handler: DispatchCaseHandler) {}

  @Post('dispatch')
  @HttpCode(200)
  async dispatch(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: DispatchBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), orderProblems, { caseId });
  }
}
