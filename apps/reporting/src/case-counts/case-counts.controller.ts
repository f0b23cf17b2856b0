import { Controller, Get, Query } from '@nestjs/common';
import { MonthsQuery, RegisteredCasesQuery } from '@huying/contracts';
import { RequestCaller, type Caller } from '@huying/platform-nest';
import { CaseCountsQuery } from './case-counts.query.js';

@Controller('v1/reports/cases')
export class CaseCountsController {
  constructor(private readonly counts: CaseCountsQuery) {}

  @Get()
  report(@Query() query: MonthsQuery, @RequestCaller() { actor }: Caller) {
    return this.counts.report(query, actor);
  }

  @Get('events')
  list(@Query() query: RegisteredCasesQuery, @RequestCaller() { actor }: Caller) {
    return this.counts.list(query, actor);
  }
}
