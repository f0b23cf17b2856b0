import { Controller, Get, Query } from '@nestjs/common';
import { ActivityEventsQuery, MonthsQuery } from '@huying/contracts';
import { RequestCaller, type Caller } from '@huying/platform-nest';
import { ActivityCountsQuery } from './activity-counts.query.js';

@Controller('v1/reports/activities')
export class ActivityCountsController {
  constructor(private readonly counts: ActivityCountsQuery) {}

  @Get()
  report(@Query() query: MonthsQuery, @RequestCaller() { actor }: Caller) {
    return this.counts.report(query, actor);
  }

  @Get('events')
  list(@Query() query: ActivityEventsQuery, @RequestCaller() { actor }: Caller) {
    return this.counts.list(query, actor);
  }
}
