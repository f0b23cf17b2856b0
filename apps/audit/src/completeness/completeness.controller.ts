import type { CompletenessAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { CLOCK, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject } from '@nestjs/common';
import type { Ask } from '../case-lookup/case-events.js';
import { ASK } from '../case-lookup/tokens.js';
import { STATEMENT_SIGNERS, type LogSigners } from '../ledger/signers.js';
import { QueryRecord } from '../record-query/query-record.js';
import { signedCompleteness } from './completeness-statement.js';

interface Row {
  readonly source: string;
  readonly complete_up_to: string;
  readonly last_recordedat: Date | null;
}

@Controller('v1/audit/completeness')
export class CompletenessController {
  constructor(
    @Inject(ASK) private readonly ask: Ask,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(STATEMENT_SIGNERS) private readonly signers: LogSigners,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async completeness(@RequestOrigin() origin: Origin): Promise<CompletenessAnswer> {
    await this.record.record('completeness', {}, origin);
    const rows = await this.ask<Row>('SELECT source, complete_up_to, last_recordedat FROM audit_log.source ORDER BY source', []);
    const statement = await signedCompleteness(this.ask, shanghai(this.clock.now()), this.signers);
    return {
      statement,
      sources: rows.map(({ source, complete_up_to, last_recordedat }) => ({
        source,
        completeUpTo: Number(complete_up_to),
        lastRecordedAt: last_recordedat === null ? null : shanghai(last_recordedat.getTime()),
      })),
    };
  }
}
