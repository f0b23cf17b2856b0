import { Controller, Get, Param, Query } from '@nestjs/common';
import { ActivitiesQuery } from '@huying/contracts';
import { ProblemException, RequestCaller, type Caller } from '@huying/platform-nest';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { activityProblems } from '../volunteering.problems.js';
import { ActivitiesListQuery } from './activities-list.query.js';

@Controller('v1/activities')
export class ActivitiesListController {
  constructor(private readonly activities: ActivitiesListQuery) {}

  @Get()
  list(@Query() query: ActivitiesQuery, @RequestCaller() { actor }: Caller) {
    return this.activities.list(query, actor);
  }

  @Get(':activityId')
  async view(@Param('activityId', IdPipe) activityId: string, @RequestCaller() { actor }: Caller) {
    const activity = await this.activities.find(activityId, actor);
    if (activity === undefined) throw new ProblemException('ACTIVITY_NOT_FOUND', activityProblems.ACTIVITY_NOT_FOUND);
    return activity;
  }
}
