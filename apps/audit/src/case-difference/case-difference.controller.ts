import { AuditDifferenceQuery, type CaseDifferenceAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { CLOCK, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { QueryRecord } from '../record-query/query-record.js';
import { caseDifference } from './case-difference.js';

@Controller('v1/audit/cases')
export class CaseDifferenceController {
  constructor(
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':caseId/difference')
  async difference(
    @Param('caseId') caseId: string,
    @Query() query: AuditDifferenceQuery,
    @RequestOrigin() origin: Origin,
  ): Promise<CaseDifferenceAnswer> {
    await this.record.record('difference', query, origin, caseId);
    const now = shanghai(this.clock.now());
    const { found, events } = await this.inquiries.inquire(caseId, origin.actor.area, undefined);
    const sides = await Promise.all(
      [
        { occurredBy: query.fromOccurredBy, knownBy: query.fromKnownBy },
        { occurredBy: query.toOccurredBy, knownBy: query.toKnownBy },
      ].map(async ({ occurredBy = now, knownBy }) => ({
        occurredBy,
        knownBy: knownBy ?? now,
        positions: knownBy === undefined ? found.positions : await this.inquiries.positionsAt(knownBy),
      })),
    );
    const [from, to] = sides;
    if (from === undefined || to === undefined) throw new Error('a difference has two sides');
    return { ...found, ...caseDifference(events, from, to) };
  }
}
