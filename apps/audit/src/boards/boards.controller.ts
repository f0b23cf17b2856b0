import { OpenCasesAsOfQuery, OpenWorkAsOfQuery, type OpenCasesAsOf, type OpenWorkAsOf } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { epochOf, shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { CLOCK, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { BoundedReading } from '../case-lookup/bounded-reading.js';
import type { Ask } from '../case-lookup/case-events.js';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { knowledgeHorizon } from '../case-lookup/knowledge-horizon.js';
import { QueryRecord } from '../record-query/query-record.js';
import { openCasesAsOf, openWorkAsOf, placeOf, type BoardPoint } from './boards.query.js';

@Controller('v1/audit/boards/open-work')
export class BoardsController {
  constructor(
    @Inject(BoundedReading) private readonly reading: BoundedReading,
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async openWork(@Query() query: OpenWorkAsOfQuery, @RequestOrigin() origin: Origin): Promise<OpenWorkAsOf> {
    await this.record.record('open-work', query, origin);
    return this.asOf(query, origin, (ask, point) => openWorkAsOf(ask, point, query));
  }

  @Get('cases')
  async cases(@Query() query: OpenCasesAsOfQuery, @RequestOrigin() origin: Origin): Promise<OpenCasesAsOf> {
    await this.record.record('open-work-cases', query, origin);
    const occurredBy = query.cursor === undefined ? query.occurredBy : placeOf(query.cursor).occurredBy;
    return this.asOf({ occurredBy, knownBy: query.knownBy }, origin, (ask, point) => openCasesAsOf(ask, point, query));
  }

  /** Rows and positions are read together, so that these are the positions that those tell of. */
  private async asOf<Answer extends object>(
    query: { readonly occurredBy?: string | undefined; readonly knownBy?: string | undefined },
    origin: Origin,
    read: (ask: Ask, point: BoardPoint) => Promise<Answer>,
  ) {
    const occurredBy = shanghai(query.occurredBy === undefined ? this.clock.now() : epochOf(query.occurredBy));
    const { knownBy } = query;
    const answer = await this.reading.together(async (ask) => ({
      positions: await knowledgeHorizon(ask, knownBy),
      ...(await read(ask, { occurredBy, knownBy, scope: origin.actor.area })),
    }));
    return { occurredBy, knownBy: knownBy ?? null, parked: await this.inquiries.parked(), ...answer };
  }
}
