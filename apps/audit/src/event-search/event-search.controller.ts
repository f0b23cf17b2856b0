import { SearchEventsQuery, type FoundEvents } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryRecord } from '../record-query/query-record.js';
import { EventSearches } from './event-searches.js';

@Controller('v1/audit/events')
export class EventSearchController {
  constructor(
    @Inject(EventSearches) private readonly searches: EventSearches,
    @Inject(QueryRecord) private readonly record: QueryRecord,
  ) {}

  @Get()
  async search(@Query() query: SearchEventsQuery, @RequestOrigin() origin: Origin): Promise<FoundEvents> {
    await this.record.record('events', query, origin);
    const { cursor, limit, ...filters } = query;
    return this.searches.find(filters, origin.actor.area, { cursor, limit });
  }
}
