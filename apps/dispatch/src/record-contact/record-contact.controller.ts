import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ContactBody, type OrderAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { RecordContactHandler } from './record-contact.handler.js';

@Controller('v1/cases/:caseId')
export class RecordContactController {
  constructor(private readonly handler: RecordContactHandler) {}

  @Post('contacts')
  @HttpCode(200)
  async record(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: ContactBody,
    @RequestOrigin() origin: Origin,
  ): Promise<OrderAnswer> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), orderProblems, { caseId });
  }
}
