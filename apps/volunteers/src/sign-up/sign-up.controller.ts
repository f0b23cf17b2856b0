import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { VolunteerBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { volunteerIdOf } from '../volunteering-streams/volunteer-id.js';
import { activityProblems } from '../volunteering.problems.js';
import { SignUpHandler } from './sign-up.handler.js';

type Answer = Promise<WriteAnswer<{ activityId: string; volunteerId: string }>>;

@Controller('v1/activities/:activityId/signups')
export class SignUpController {
  constructor(private readonly handler: SignUpHandler) {}

  @Post()
  @HttpCode(200)
  async signUp(
    @Param('activityId', IdPipe) activityId: string,
    @Body() { volunteer }: VolunteerBody,
    @RequestOrigin() origin: Origin,
  ): Answer {
    const volunteerId = volunteer ?? volunteerIdOf(origin.actor.person);
    return unwrap(await this.handler.signUp(activityId, volunteerId, origin), activityProblems, { activityId, volunteerId });
  }

  @Post(':volunteerId/cancellation')
  @HttpCode(200)
  async cancel(
    @Param('activityId', IdPipe) activityId: string,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @RequestOrigin() origin: Origin,
  ): Answer {
    return unwrap(await this.handler.cancel(activityId, volunteerId, origin), activityProblems, { activityId, volunteerId });
  }
}
