import { AuditCasesQuery, type AuditedCases } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Ask } from '../case-lookup/case-events.js';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { ASK } from '../case-lookup/tokens.js';
import { QueryRecord } from '../record-query/query-record.js';
import { findCases } from './find-cases.query.js';

@Controller('v1/audit/cases')
export class FindCasesController {
  constructor(
    @Inject(ASK) private readonly ask: Ask,
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
  ) {}

  @Get()
  async find(@Query() query: AuditCasesQuery, @RequestOrigin() origin: Origin): Promise<AuditedCases> {
    await this.record.record('cases', query, origin);
    return { ...(await findCases(this.ask, query, origin.actor.area)), parked: await this.inquiries.parked() };
  }
}
