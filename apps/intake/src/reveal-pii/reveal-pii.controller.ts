import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { RevealBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { ProblemException, RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { CaseIdPipe } from '../case-desk/case-id.pipe.js';
import type { OpenedRegistration } from '../case-desk/registration-secrets.js';
import { caseProblems } from '../case.problems.js';
import { RevealPiiHandler } from './reveal-pii.handler.js';

@Controller('v1/cases')
export class RevealPiiController {
  constructor(private readonly handler: RevealPiiHandler) {}

  @Post(':caseId/reveal')
  @HttpCode(200)
  async reveal(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body() body: RevealBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ caseId: string } & OpenedRegistration>> {
    const { outcome, opened } = await this.handler.execute({ caseId, body, origin });
    const answer = unwrap(outcome, caseProblems, { caseId, ...(opened ?? { values: {} }) });
    if (opened === undefined) throw new ProblemException('REVEAL_NOT_YOURS', caseProblems.REVEAL_NOT_YOURS);
    return answer;
  }
}
