import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CancelActivityBody, DraftActivityBody, PublishActivityBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { activityProblems } from '../volunteering.problems.js';
import { PlanActivityHandler } from './plan-activity.handler.js';

type Answer = Promise<WriteAnswer<{ activityId: string }>>;

@Controller('v1/activities')
export class PlanActivityController {
  constructor(private readonly handler: PlanActivityHandler) {}

  @Post()
  async draft(@Body() body: DraftActivityBody, @RequestOrigin() origin: Origin): Answer {
    const { activity, outcome } = await this.handler.draft(body, origin);
    return unwrap(outcome, activityProblems, { activityId: activity });
  }

  @Post(':activityId/publication')
  @HttpCode(200)
  async publish(
    @Param('activityId', IdPipe) activityId: string,
    @Body() body: PublishActivityBody,
    @RequestOrigin() origin: Origin,
  ): Answer {
    return unwrap(await this.handler.publish(activityId, body, origin), activityProblems, { activityId });
  }

  @Post(':activityId/cancellation')
  @HttpCode(200)
  async cancel(
    @Param('activityId', IdPipe) activityId: string,
    @Body() { reason }: CancelActivityBody,
    @RequestOrigin() origin: Origin,
  ): Answer {
    return unwrap(await this.handler.cancel(activityId, reason, origin), activityProblems, { activityId });
  }
}
