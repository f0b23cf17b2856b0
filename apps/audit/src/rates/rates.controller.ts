import { RateEventsAsOfQuery, RatesAsOfQuery, type RateEventsAsOf, type RatesAsOf } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { AsOfReading } from '../boards/as-of.js';
import { QueryRecord } from '../record-query/query-record.js';
import { placeOf, RATE_CASES_MAX, rateEventsAsOf, ratesAsOf } from './rates.query.js';

@Controller('v1/audit/reports/rates')
export class RatesAsOfController {
  constructor(
    @Inject(AsOfReading) private readonly reading: AsOfReading,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(RATE_CASES_MAX) private readonly casesMax: number,
  ) {}

  @Get()
  async rates(@Query() query: RatesAsOfQuery, @RequestOrigin() origin: Origin): Promise<RatesAsOf> {
    await this.record.record('rates', query, origin);
    return this.reading.at(query, origin, (ask, point) => ratesAsOf(ask, point, query, this.casesMax));
  }

  @Get('events')
  async events(@Query() query: RateEventsAsOfQuery, @RequestOrigin() origin: Origin): Promise<RateEventsAsOf> {
    await this.record.record('rate-events', query, origin);
    const { occurredBy } = query.cursor === undefined ? query : placeOf(query.cursor);
    return this.reading.at({ occurredBy, knownBy: query.knownBy }, origin, (ask, point) =>
      rateEventsAsOf(ask, point, query, this.casesMax),
    );
  }
}
