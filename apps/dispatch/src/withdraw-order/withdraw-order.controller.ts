import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { OrderWithdrawalBody, type OrderAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { WithdrawOrderHandler } from './withdraw-order.handler.js';

@Controller('v1/orders/:caseId')
export class WithdrawOrderController {
  constructor(private readonly handler: WithdrawOrderHandler) {}

  @Post('withdrawal')
  @HttpCode(200)
  async withdraw(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: OrderWithdrawalBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), orderProblems, { caseId });
  }
}
