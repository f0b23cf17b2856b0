import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { BeneficiariesBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { activityProblems } from '../volunteering.problems.js';
import { RecordBeneficiariesHandler } from './record-beneficiaries.handler.js';

@Controller('v1/activities/:activityId/beneficiaries')
export class RecordBeneficiariesController {
  constructor(private readonly handler: RecordBeneficiariesHandler) {}

  @Post()
  @HttpCode(200)
  async record(
    @Param('activityId', IdPipe) activityId: string,
    @Body() body: BeneficiariesBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ activityId: string }>> {
    return unwrap(await this.handler.execute(activityId, body, origin), activityProblems, { activityId });
  }
}
