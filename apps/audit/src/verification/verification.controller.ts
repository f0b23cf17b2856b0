import { VerificationQuery, type ServiceName, type VerificationAnswer } from '@huying/contracts';
import type { LogReader, Origin } from '@huying/event-store';
import { LOG_READERS, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Ask } from '../case-lookup/case-events.js';
import { ASK } from '../case-lookup/tokens.js';
import { QueryRecord } from '../record-query/query-record.js';
import { verifyLog } from './verify-log.js';

/** Positions that one call compares at most: some tens of megabytes. */
const limitMax = 10_000;

@Controller('v1/audit/verification')
export class VerificationController {
  constructor(
    @Inject(ASK) private readonly ask: Ask,
    @Inject(LOG_READERS) private readonly logs: ReadonlyMap<ServiceName, LogReader>,
    @Inject(QueryRecord) private readonly record: QueryRecord,
  ) {}

  @Get()
  async verify(@Query() query: VerificationQuery, @RequestOrigin() origin: Origin): Promise<VerificationAnswer> {
    await this.record.record('verification', query, origin);
    const { source, after = 0, limit = limitMax } = query;
    const log = this.logs.get(source);
    if (log === undefined) throw new Error(`audit has no reader of the log of ${source}`);
    return { source, ...(await verifyLog(this.ask, source, log, { after, limit })) };
  }
}
