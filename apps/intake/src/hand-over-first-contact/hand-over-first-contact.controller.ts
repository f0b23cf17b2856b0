import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { FirstContactHandoverBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { HandOverFirstContactHandler } from './hand-over-first-contact.handler.js';

@Controller('v1/cases')
export class HandOverFirstContactController {
  constructor(private readonly handler: HandOverFirstContactHandler) {}

  @Post(':caseId/first-contact/handover')
  @HttpCode(200)
  async handOver(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: FirstContactHandoverBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, body, origin }), caseProblems, { caseId });
  }
}
