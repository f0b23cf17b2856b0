import { Controller, HttpCode, Param, Post } from '@nestjs/common';

import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import { caseProblems } from '../case.problems.js';
import { DischargeFirstContactHandler } from './discharge-first-contact.handler.js';

@Controller('v1/cases')
export class DischargeFirstContactController {
  constructor(private readonly handler: DischargeFirstContactHandler) {}

  @Post(':caseId/first-contact/discharge')
  @HttpCode(200)
  async discharge(
    @Param('caseId', CaseIdPipe) caseId: string,

    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string }>> {
    return unwrap(await this.handler.execute({ caseId, origin }), caseProblems, { caseId });
  }
}
