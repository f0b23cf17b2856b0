import { Controller, Get, Query } from '@nestjs/common';
import { OpenWorkCasesQuery, ReportQuery } from '@huying/contracts';
import { RequestCaller, type Caller } from '@huying/platform-nest';
import { OpenWorkQuery } from './open-work.query.js';

@Controller('v1/reports/open-work')
export class OpenWorkController {
  constructor(private readonly openWork: OpenWorkQuery) {}

  @Get()
  report(@Query() query: ReportQuery, @RequestCaller() { actor }: Caller) {
    return this.openWork.report(query, actor);
  }

  @Get('cases')
  list(@Query() query: OpenWorkCasesQuery, @RequestCaller() { actor }: Caller) {
    return this.openWork.list(query, actor);
  }
}
