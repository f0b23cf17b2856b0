import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AdoptPolicyBody, type AdoptionAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap } from '@huying/platform-nest';
import { adoptionProblems } from '../dispatch.problems.js';
import { AdoptPolicyHandler } from './adopt-policy.handler.js';

@Controller('v1/policies')
export class AdoptPolicyController {
  constructor(private readonly handler: AdoptPolicyHandler) {}

  @Post()
  @HttpCode(201)
  async adopt(@Body() body: AdoptPolicyBody, @RequestOrigin() origin: Origin): Promise<AdoptionAnswer> {
    return unwrap(await this.handler.execute(body, origin), adoptionProblems, { area: body.area, adopted: body.policy.version });
  }
}
