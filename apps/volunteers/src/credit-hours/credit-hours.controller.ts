import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { HoursBody } from '@huying/contracts';
import { recordOf } from '@huying/domain-volunteering';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { volunteerIdOf } from '../volunteering-streams/volunteer-id.js';
import { volunteerProblems } from '../volunteering.problems.js';
import { CreditHoursHandler, type HoursClaim } from './credit-hours.handler.js';

type Answer = Promise<WriteAnswer<{ volunteerId: string; record: string }>>;

@Controller('v1/activities/:activityId/hours')
export class CreditHoursController {
  constructor(private readonly handler: CreditHoursHandler) {}

  @Post()
  @HttpCode(200)
  async propose(@Param('activityId', IdPipe) activityId: string, @Body() body: HoursBody, @RequestOrigin() origin: Origin): Answer {
    const claim = claimOf(activityId, body, origin);
    return unwrap(await this.handler.propose(claim, origin), volunteerProblems, namesOf(claim));
  }

  @Post('confirmation')
  @HttpCode(200)
  async confirm(@Param('activityId', IdPipe) activityId: string, @Body() body: HoursBody, @RequestOrigin() origin: Origin): Answer {
    const claim = claimOf(activityId, body, origin);
    return unwrap(await this.handler.confirm(claim, origin), volunteerProblems, namesOf(claim));
  }
}

function claimOf(activity: string, { volunteer, visit = 1, minutes }: HoursBody, { actor }: Origin): HoursClaim {
  return { activity, volunteer: volunteer ?? volunteerIdOf(actor.person), visit, minutes };
}

const namesOf = ({ activity, volunteer, visit }: HoursClaim) => ({ volunteerId: volunteer, record: recordOf(activity, volunteer, visit) });
