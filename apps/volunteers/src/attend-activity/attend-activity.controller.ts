import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { AttendanceBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { volunteerIdOf } from '../volunteering-streams/volunteer-id.js';
import { activityProblems } from '../volunteering.problems.js';
import { AttendActivityHandler } from './attend-activity.handler.js';

type Answer = Promise<WriteAnswer<{ activityId: string; volunteerId: string }>>;

@Controller('v1/activities/:activityId')
export class AttendActivityController {
  constructor(private readonly handler: AttendActivityHandler) {}

  @Post('check-ins')
  @HttpCode(200)
  async checkIn(
    @Param('activityId', IdPipe) activityId: string,
    @Body() { volunteer, metres }: AttendanceBody,
    @RequestOrigin() origin: Origin,
  ): Answer {
    const volunteerId = volunteer ?? volunteerIdOf(origin.actor.person);
    const outcome = await this.handler.checkIn({ activity: activityId, volunteer: volunteerId, metres }, origin);
    return unwrap(outcome, activityProblems, { activityId, volunteerId });
  }

  @Post('check-outs')
  @HttpCode(200)
  async checkOut(
    @Param('activityId', IdPipe) activityId: string,
    @Body() { volunteer, metres }: AttendanceBody,
    @RequestOrigin() origin: Origin,
  ): Answer {
    const volunteerId = volunteer ?? volunteerIdOf(origin.actor.person);
    const outcome = await this.handler.checkOut({ activity: activityId, volunteer: volunteerId, metres }, origin);
    return unwrap(outcome, activityProblems, { activityId, volunteerId });
  }
}
