import type { ErasureProofAnswer } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Origin } from '@huying/event-store';
import { covers } from '@huying/kernel';
import { ProblemException, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { auditProblems } from '../audit.problems.js';
import { categoryOf } from '../case-folds/case-fold.js';
import { eventsOfCase, type Ask } from '../case-lookup/case-events.js';
import { ASK } from '../case-lookup/tokens.js';
import { Receipts } from '../case-proof/receipts.js';
import { QueryRecord } from '../record-query/query-record.js';

/** The receipt of an erasure: that it was asked for, approved, and carried out by each service, provable when the data are gone. */
@Controller('v1/erasures')
export class ErasureProofController {
  constructor(
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(ASK) private readonly ask: Ask,
  ) {}

  @Get(':erasure/proof')
  async proof(@Param('erasure') erasure: string, @RequestOrigin() origin: Origin): Promise<ErasureProofAnswer> {
    await this.record.record('proof', { erasure }, origin);
    const events = await eventsOfCase(this.ask, erasure);
    if (!isErasureIn(events, origin.actor.area)) throw new ProblemException('ERASURE_NOT_FOUND', auditProblems.ERASURE_NOT_FOUND);
    const receipts = new Receipts(this.ask);
    const entries = await Promise.all(
      events.map(async (event) => ({
        source: event.source,
        position: event.recorded.position,
        type: event.recorded.type,
        receipt: (await receipts.of(event)) ?? null,
      })),
    );
    return { erasure, entries, unpublished: entries.filter(({ receipt }) => receipt === null).length };
  }
}

/** Events are found by their key, which a case may be as well. The asker's post and that of the erasure must lie one in the other. */
const isErasureIn = (events: readonly Delivery[], area: string | undefined): boolean =>
  events.some(
    ({ recorded, envelope }) =>
      categoryOf(recorded.stream) === 'resident' &&
      envelope.area !== undefined &&
      (covers(area, envelope.area) || covers(envelope.area, area ?? '')),
  ) && events.every(({ recorded }) => !['case', 'order'].includes(categoryOf(recorded.stream)));
