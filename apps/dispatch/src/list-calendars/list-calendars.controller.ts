import { Controller, Get, Query } from '@nestjs/common';
import { AreaQuery, type CalendarView, type Listed } from '@huying/contracts';
import { ListCalendarsQuery } from './list-calendars.query.js';

@Controller('v1/calendars')
export class ListCalendarsController {
  constructor(private readonly query: ListCalendarsQuery) {}

  @Get()
  list(@Query() query: AreaQuery): Promise<Listed<CalendarView>> {
    return this.query.list(query);
  }
}
