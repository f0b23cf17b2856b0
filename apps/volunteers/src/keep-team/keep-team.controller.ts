import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { RegisterTeamBody, VolunteerBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { volunteerIdOf } from '../volunteering-streams/volunteer-id.js';
import { teamProblems } from '../volunteering.problems.js';
import { KeepTeamHandler } from './keep-team.handler.js';

@Controller('v1/teams')
export class KeepTeamController {
  constructor(private readonly handler: KeepTeamHandler) {}

  @Post()
  async register(@Body() body: RegisterTeamBody, @RequestOrigin() origin: Origin): Promise<WriteAnswer<{ teamId: string }>> {
    const { team, outcome } = await this.handler.register(body, origin);
    return unwrap(outcome, teamProblems, { teamId: team });
  }

  @Post(':teamId/members')
  @HttpCode(200)
  async join(
    @Param('teamId', IdPipe) teamId: string,
    @Body() { volunteer }: VolunteerBody,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ teamId: string }>> {
    const outcome = await this.handler.join(teamId, volunteer ?? volunteerIdOf(origin.actor.person), origin);
    return unwrap(outcome, teamProblems, { teamId });
  }

  @Post(':teamId/members/:volunteerId/departure')
  @HttpCode(200)
  async leave(
    @Param('teamId', IdPipe) teamId: string,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ teamId: string }>> {
    return unwrap(await this.handler.leave(teamId, volunteerId, origin), teamProblems, { teamId });
  }
}
