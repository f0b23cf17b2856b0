import { AuditReplayQuery, type CaseReplayAnswer, type Standing } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { shanghai, type Instant } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { CLOCK, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { caseStateAt, happenedBy } from '../case-state/case-state.js';
import { QueryRecord } from '../record-query/query-record.js';
import { custodyClock, replayFrames } from './frames.js';

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
    const { found, events } = await this.inquiries.inquire(caseId, origin.actor.area, query.knownBy);
    const frames = replayFrames(happenedBy(events, occurredBy));
    const { state } = caseStateAt(events, occurredBy);
    return { ...found, occurredBy, knownBy, frames, custody: custodyClock(frames, endOf(state, occurredBy)), state };
  }
}

/** Nobody holds a case once it is closed: an imported one may have closed after the last of its rows. */
const endOf = (state: Standing | null, occurredBy: Instant): Instant =>
  state === null || state.open ? occurredBy : (state.since ?? occurredBy);
