import { OpenCasesAsOfQuery, OpenWorkAsOfQuery, type OpenCasesAsOf, type OpenWorkAsOf } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryRecord } from '../record-query/query-record.js';
import { AsOfReading } from './as-of.js';
import { openCasesAsOf, openWorkAsOf, placeOf } from './boards.query.js';

@Controller('v1/audit/boards/open-work')
export class BoardsController {
  constructor(
    @Inject(AsOfReading) private readonly reading: AsOfReading,
    @Inject(QueryRecord) private readonly record: QueryRecord,
  ) {}

  @Get()
  async openWork(@Query() query: OpenWorkAsOfQuery, @RequestOrigin() origin: Origin): Promise<OpenWorkAsOf> {
    await this.record.record('open-work', query, origin);
    return this.reading.at(query, origin, (ask, point) => openWorkAsOf(ask, point, query));
  }

  @Get('cases')
  async cases(@Query() query: OpenCasesAsOfQuery, @RequestOrigin() origin: Origin): Promise<OpenCasesAsOf> {
    await this.record.record('open-work-cases', query, origin);
    const { occurredBy } = query.cursor === undefined ? query : placeOf(query.cursor);
    return this.reading.at({ occurredBy, knownBy: query.knownBy }, origin, (ask, point) => openCasesAsOf(ask, point, query));
  }
}
