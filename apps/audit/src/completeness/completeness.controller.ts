import type { CompletenessAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject } from '@nestjs/common';
import type { Ask } from '../case-lookup/case-events.js';
import { ASK } from '../case-lookup/tokens.js';
import { QueryRecord } from '../record-query/query-record.js';

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
  ) {}

  @Get()
  async completeness(@RequestOrigin() origin: Origin): Promise<CompletenessAnswer> {
    await this.record.record('completeness', {}, origin);
    const rows = await this.ask<Row>('SELECT source, complete_up_to, last_recordedat FROM audit_log.source ORDER BY source', []);
    return {
      sources: rows.map(({ source, complete_up_to, last_recordedat }) => ({
        source,
        completeUpTo: Number(complete_up_to),
        lastRecordedAt: last_recordedat === null ? null : shanghai(last_recordedat.getTime()),
      })),
    };
  }
}
