import { ExportQuery } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { amongSelected, checkSelection, selectedCases, type CaseSelection } from '../case-selection/selected-cases.js';
import type { Ask } from '../case-lookup/case-events.js';
import { knowledgeHorizon } from '../case-lookup/knowledge-horizon.js';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { ASK } from '../case-lookup/tokens.js';
import { QueryRecord } from '../record-query/query-record.js';
import { answerInParts } from './answer-in-parts.js';
import { exportedCases } from './exported-cases.js';
import { ocelLog } from './ocel/ocel-log.js';
import { xesLog } from './xes/xes-log.js';

/** Case histories for process-mining tools. That they were taken out is recorded before the first byte leaves. */
@Controller('v1/audit/exports')
export class ExportHistoriesController {
  constructor(
    @Inject(ASK) private readonly ask: Ask,
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
  ) {}

  @Get('xes')
  async xes(@Query() query: ExportQuery, @RequestOrigin() origin: Origin): Promise<StreamableFile> {
    const selection = await this.selectionOf('xes', query, origin);
    const known = { positions: selection.horizon, parked: await this.inquiries.parked() };
    const log = xesLog(exportedCases(selectedCases(this.ask, selection), query.lang ?? 'en'), known);
    return file(log, query, 'histories.xes', 'application/xml');
  }

  @Get('ocel')
  async ocel(@Query() query: ExportQuery, @RequestOrigin() origin: Origin): Promise<StreamableFile> {
    const selection = await this.selectionOf('ocel', query, origin);
    const log = ocelLog({
      cases: () => exportedCases(selectedCases(this.ask, selection), query.lang ?? 'en'),
      among: (caseIds) => amongSelected(this.ask, selection, caseIds),
      known: { positions: selection.horizon, parked: await this.inquiries.parked() },
    });
    return file(log, query, 'histories.ocel.json', 'application/json');
  }

  private async selectionOf(format: 'xes' | 'ocel', query: ExportQuery, origin: Origin): Promise<CaseSelection> {
    checkSelection(query);
    await this.record.record('export', Object.assign({ format }, query), origin);
    return { query, area: origin.actor.area, horizon: await knowledgeHorizon(this.ask, query.knownBy) };
  }
}

function file(log: AsyncIterable<string>, { compress }: ExportQuery, name: string, type: string): StreamableFile {
  const [ending, packed] = compress === undefined ? ['', type] : ['.gz', 'application/gzip'];
  return new StreamableFile(answerInParts(log, compress), { type: packed, disposition: `attachment; filename="${name}${ending}"` });
}
