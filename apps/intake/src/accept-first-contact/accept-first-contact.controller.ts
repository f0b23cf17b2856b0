import { Controller, HttpCode, Param, Post } from '@nestjs/common';

import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { AcceptFirstContactHandler } from './accept-first-contact.handler.js';

@Controller('v1/cases')
export class AcceptFirstContactController {
  constructor(private readonly handler: AcceptFirstContactHandler) {}

  @Post(':caseId/first-contact/acceptance')
  @HttpCode(200)
  async accept(
    @Param('caseId', CaseIdPipe) caseId: string,

    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, origin }), caseProblems, { caseId });
  }
}
