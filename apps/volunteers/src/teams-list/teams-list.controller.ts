import { Controller, Get, Query } from '@nestjs/common';
import { TeamsQuery } from '@huying/contracts';
import { TeamsListQuery } from './teams-list.query.js';

@Controller('v1/teams')
export class TeamsListController {
  constructor(private readonly teams: TeamsListQuery) {}

  @Get()
  list(@Query() query: TeamsQuery) {
    return this.teams.list(query);
  }
}
