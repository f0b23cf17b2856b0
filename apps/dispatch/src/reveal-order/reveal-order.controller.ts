import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { OrderRevealBody, type OrderRevealAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { ProblemException, RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems, readProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { RevealOrderHandler } from './reveal-order.handler.js';

@Controller('v1/orders/:caseId')
export class RevealOrderController {
  constructor(private readonly handler: RevealOrderHandler) {}

  @Post('reveal')
  @HttpCode(200)
  async reveal(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: OrderRevealBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderRevealAnswer> {
    const result = await this.handler.execute({ caseId, body, origin });
    if (result.kind === 'denied') throw new ProblemException('REVEAL_DENIED', readProblems.REVEAL_DENIED);
    return unwrap(result.outcome, orderProblems, { caseId, texts: result.kind === 'revealed' ? result.texts : [] });
  }
}
