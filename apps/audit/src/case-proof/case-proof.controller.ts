import type { CaseProofAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { Ask } from '../case-lookup/case-events.js';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { ASK } from '../case-lookup/tokens.js';
import { QueryRecord } from '../record-query/query-record.js';
import { Receipts } from './receipts.js';

@Controller('v1/audit/cases')
export class CaseProofController {
  constructor(
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(ASK) private readonly ask: Ask,
  ) {}

  @Get(':caseId/proof')
  async proof(@Param('caseId') caseId: string, @RequestOrigin() origin: Origin): Promise<CaseProofAnswer> {
    await this.record.record('proof', {}, origin, caseId);
    const { found, events } = await this.inquiries.inquire(caseId, origin.actor.area, undefined);
    const receipts = new Receipts(this.ask);
    const made = await Promise.all(
      events.map(async (event) => ({
        source: event.source,
        position: event.recorded.position,
        type: event.recorded.type,
        receipt: (await receipts.of(event)) ?? null,
      })),
    );
    return { ...found, entries: made, unpublished: made.filter(({ receipt }) => receipt === null).length };
  }
}
