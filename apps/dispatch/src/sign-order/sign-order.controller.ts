import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { OrderAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { SignOrderHandler } from './sign-order.handler.js';

@Controller('v1/cases/:caseId')
export class SignOrderController {
  constructor(private readonly handler: SignOrderHandler) {}

  @Post('signature')
  @HttpCode(200)
  async sign(@Param('caseId', CaseIdPipe) caseId: string, @RequestOrigin() origin: Origin): Promise<OrderAnswer> {
    return unwrap(await this.handler.execute({ caseId, origin }), orderProblems, { caseId });
  }
}
