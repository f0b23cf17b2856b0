import { Readable } from 'node:stream';
import { HistorySelectionQuery, type ConformanceSumAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import type { Ask } from '../case-lookup/case-events.js';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { knowledgeHorizon } from '../case-lookup/knowledge-horizon.js';
import { ASK } from '../case-lookup/tokens.js';
import { checkSelection, selectedCases, type CaseSelection } from '../case-selection/selected-cases.js';
import { QueryRecord } from '../record-query/query-record.js';
import { judgeCase } from './case-conformance.js';
import { ConformanceSum } from './conformance-sum.js';

/** After so many cases a sum lets its reader know that it is still being counted. */
const casesBetweenSigns = 250;

@Controller('v1/audit/conformance')
export class ConformanceController {
  constructor(
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(ASK) private readonly ask: Ask,
  ) {}

  @Get()
  async ofSelection(@Query() query: HistorySelectionQuery, @RequestOrigin() origin: Origin): Promise<StreamableFile> {
    checkSelection(query);
    await this.record.record('conformance-sum', query, origin);
    const selection = { query, area: origin.actor.area, horizon: await knowledgeHorizon(this.ask, query.knownBy) };
    return new StreamableFile(Readable.from(this.sum(selection), { objectMode: false }), { type: 'application/json' });
  }

  /** White space before the answer keeps a connection alive on which counting takes minutes. */
  private async *sum(selection: CaseSelection): AsyncGenerator<string> {
    yield '\n';
    const sum = new ConformanceSum();
    let cases = 0;
    for await (const { caseId, kind, events } of selectedCases(this.ask, selection)) {
      if (kind === 'imported') sum.addImported();
      else sum.add(caseId, judgeCase(events).conformance.deviations);
      cases += 1;
      if (cases % casesBetweenSigns === 0) yield '\n';
    }
    const answer: ConformanceSumAnswer = { ...sum.answer(), positions: selection.horizon, parked: await this.inquiries.parked() };
    yield JSON.stringify(answer);
  }
}
