import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ReturnRequestBody, type OrderAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { RequestReturnHandler } from './request-return.handler.js';

@Controller('v1/cases/:caseId')
export class ReturnOrderController {
  constructor(private readonly handler: RequestReturnHandler) {}

  @Post('return-requests')
  @HttpCode(200)
  async request(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: ReturnRequestBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), orderProblems, { caseId });
  }
}
