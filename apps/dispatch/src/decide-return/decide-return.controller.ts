import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DesignationBody, ReturnDecisionBody, type OrderAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { RejectReturnHandler } from './reject-return.handler.js';
import { ApproveReturnHandler } from './approve-return.handler.js';
import { DesignateHandlerHandler } from './designate-handler.handler.js';

@Controller('v1/cases/:caseId')
export class DecideReturnController {
  constructor(
    private readonly approval: ApproveReturnHandler,
    private readonly rejection: RejectReturnHandler,
    private readonly designation: DesignateHandlerHandler,
  ) {}

  @Post('return-requests/approval')
  @HttpCode(200)
  async approve(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: ReturnDecisionBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.approval.execute({ caseId, body, origin }), orderProblems, { caseId });
  }

  @Post('return-requests/rejection')
  @HttpCode(200)
  async reject(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: ReturnDecisionBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.rejection.execute({ caseId, body, origin }), orderProblems, { caseId });
  }

  @Post('return-requests/designation')
  @HttpCode(200)
  async designate(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: DesignationBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.designation.execute({ caseId, body, origin }), orderProblems, { caseId });
  }
}
