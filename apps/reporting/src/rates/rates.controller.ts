import { Controller, Get, Query } from '@nestjs/common';
import { RateEventsQuery, RatesQuery } from '@huying/contracts';
import { RequestCaller, type Caller } from '@huying/platform-nest';
import { RatesQueries } from './rates.query.js';

@Controller('v1/reports/rates')
export class RatesController {
  constructor(private readonly rates: RatesQueries) {}

  @Get()
  report(@Query() query: RatesQuery, @RequestCaller() { actor }: Caller) {
    return this.rates.report(query, actor);
  }

  @Get('events')
  list(@Query() query: RateEventsQuery, @RequestCaller() { actor }: Caller) {
    return this.rates.list(query, actor);
  }
}
