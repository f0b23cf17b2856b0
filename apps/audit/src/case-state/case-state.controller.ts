import { AuditStateQuery, type CaseStateAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { CLOCK, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { QueryRecord } from '../record-query/query-record.js';
import { caseStateAt } from './case-state.js';

@Controller('v1/audit/cases')
export class CaseStateController {
  constructor(
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':caseId/state')
  async state(@Param('caseId') caseId: string, @Query() query: AuditStateQuery, @RequestOrigin() origin: Origin): Promise<CaseStateAnswer> {
    await this.record.record('state', query, origin, caseId);
    const now = shanghai(this.clock.now());
    const { occurredBy = now, knownBy = now } = query;
    const { found, events } = await this.inquiries.inquire(caseId, origin.actor.area, query.knownBy);
    return { ...found, occurredBy, knownBy, ...caseStateAt(events, occurredBy) };
  }
}
