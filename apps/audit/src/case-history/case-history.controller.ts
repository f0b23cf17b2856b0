import { AuditHistoryQuery, type CaseHistoryAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { QueryRecord } from '../record-query/query-record.js';
import { historyEntry } from './history-entry.js';

@Controller('v1/audit/cases')
export class CaseHistoryController {
  constructor(
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
  ) {}

  @Get(':caseId/history')
  async history(
    @Param('caseId') caseId: string,
    @Query() query: AuditHistoryQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<CaseHistoryAnswer> {
    await this.record.record('history', query, origin, caseId);
    const { found, events } = await this.inquiries.inquire(caseId, origin.actor.area, query.knownBy);
    return { ...found, events: events.map(historyEntry) };
  }
}
