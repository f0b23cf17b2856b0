import { AuditReplayQuery, type CaseReplayAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { CLOCK, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { QueryRecord } from '../record-query/query-record.js';
import { replayOfCase } from './replay-of-case.js';

@Controller('v1/audit/cases')
export class CaseReplayController {
  constructor(
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':caseId/replay')
  async replay(
    @Param('caseId') caseId: string,
    @Query() query: AuditReplayQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<CaseReplayAnswer> {
    await this.record.record('replay', query, origin, caseId);
    const now = shanghai(this.clock.now());
    const { occurredBy = now, knownBy = now } = query;
    return replayOfCase(await this.inquiries.inquire(caseId, origin.actor.area, query.knownBy), { occurredBy, knownBy });
  }
}
