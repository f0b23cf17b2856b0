import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { RegisterCaseBody } from '@huying/contracts';
import type { FirstContactAssigned } from '@huying/domain-case';
import type { Origin } from '@huying/event-store';
import { edgeProblem, RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { caseProblems } from '../case.problems.js';
import { RegisterCaseHandler } from './register-case.handler.js';

type Answer = WriteAnswer<{ caseId: string; firstContact: FirstContactAssigned['data'] | undefined }>;

@Controller('v1/cases')
export class RegisterCaseController {
  constructor(private readonly handler: RegisterCaseHandler) {}

  @Post()
  @HttpCode(201)
  async register(@Body() body: RegisterCaseBody, @RequestOrigin() origin: Origin): Promise<Answer> {
    const area = body.area ?? origin.actor.area;
    if (area === undefined)
      throw edgeProblem('INVALID_REQUEST', { errors: [{ field: 'area', message: 'area must name a community: you hold no post there' }] });
    const { caseId, outcome, firstContact } = await this.handler.execute({ area, body, origin });
    return unwrap(outcome, caseProblems, { caseId, firstContact });
  }
}
