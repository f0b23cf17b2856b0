import { Controller, Get, Param, Query } from '@nestjs/common';
import { CursorQuery, VolunteersQuery } from '@huying/contracts';
import { ProblemException, RequestCaller, type Caller } from '@huying/platform-nest';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { volunteerProblems } from '../volunteering.problems.js';
import { VolunteersListQuery } from './volunteers-list.query.js';

@Controller('v1/volunteers')
export class VolunteersListController {
  constructor(private readonly volunteers: VolunteersListQuery) {}

  @Get()
  list(@Query() query: VolunteersQuery, @RequestCaller() { actor }: Caller) {
    return this.volunteers.list(query, actor);
  }

  @Get(':volunteerId/hours')
  async hours(@Param('volunteerId', IdPipe) volunteer: string, @Query() query: CursorQuery, @RequestCaller() { actor }: Caller) {
    const records = await this.volunteers.records(volunteer, query, actor);
    if (records === undefined) throw new ProblemException('VOLUNTEER_NOT_FOUND', volunteerProblems.VOLUNTEER_NOT_FOUND);
    return records;
  }
}
