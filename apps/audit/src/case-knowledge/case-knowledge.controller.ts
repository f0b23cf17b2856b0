import { AuditKnowledgeQuery, type CaseKnowledgeAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { ProblemException, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { auditProblems } from '../audit.problems.js';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { QueryRecord } from '../record-query/query-record.js';
import { knowledgeOf } from './case-knowledge.js';

@Controller('v1/audit/cases')
export class CaseKnowledgeController {
  constructor(
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
  ) {}

  @Get(':caseId/knowledge')
  async knowledge(
    @Param('caseId') caseId: string,
    @Query() query: AuditKnowledgeQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<CaseKnowledgeAnswer> {
    await this.record.record('knowledge', query, origin, caseId);
    const { found, events } = await this.inquiries.inquire(caseId, origin.actor.area, undefined);
    const decided = events.find(({ source, recorded }) => source === query.source && recorded.position === query.position);
    if (decided === undefined) throw new ProblemException('EVENT_NOT_OF_CASE', auditProblems.EVENT_NOT_OF_CASE);
    return { ...found, ...knowledgeOf(decided, events) };
  }
}
