import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuditPackQuery } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { CLOCK, ProblemException, RequestOrigin } from '@huying/platform-nest';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { auditProblems } from '../audit.problems.js';
import type { LedgerConfig } from '../audit-config.js';
import type { Ask } from '../case-lookup/case-events.js';
import { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { ASK } from '../case-lookup/tokens.js';
import { checkSelection } from '../case-selection/selected-cases.js';
import { latestCheckpoint } from '../ledger/ledger-tables.js';
import { isLedgerLog } from '../ledger/ledger-logs.js';
import { statementSigners } from '../ledger/signers.js';
import { QueryRecord } from '../record-query/query-record.js';
import { packContents, type PackOrder, type PackSources } from './pack-contents.js';
import { packSelection, type PackSelection } from './pack-selection.js';
import { packableCases } from './packed-cases.js';
import { sealed } from './seal.js';
import { zipOf } from './zip.js';

/** The ledger publishes every second. */
const publishingTimeoutMs = 5_000;

export const LEDGER_CONFIG = Symbol('LedgerConfig');

@Controller('v1/audit/packs')
export class AuditPackController {
  constructor(
    @Inject(ASK) private readonly ask: Ask,
    @Inject(CaseInquiries) private readonly inquiries: CaseInquiries,
    @Inject(QueryRecord) private readonly record: QueryRecord,
    @Inject(LEDGER_CONFIG) private readonly ledger: LedgerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async pack(@Query() query: AuditPackQuery, @RequestOrigin() origin: Origin): Promise<StreamableFile> {
    const selection = packSelection(query);
    checkSelection(query);
    await this.record.record('pack', query, origin);
    const sources: PackSources = { ask: this.ask, inquiries: this.inquiries, signers: statementSigners(this.ledger) };
    const order = await this.orderOf(query, selection, origin.actor.area);
    // Every refusal comes before the first byte: the cases exist, are not too many, and a checkpoint covers all that is in them.
    const cases = await packableCases(sources, order);
    await this.untilPublished(cases.lastPositions);
    const { made, occurredBy, knownBy, horizon: positions, area: scope } = order;
    const about = { made, occurredBy, knownBy, positions, scope, selection: selection.words };
    const files = sealed(packContents(sources, order, cases), about, sources.signers);
    return new StreamableFile(Readable.from(zipOf(files, made), { objectMode: false }), {
      type: 'application/zip',
      disposition: `attachment; filename="huying-${nameOf(selection)}.zip"`,
    });
  }

  private async orderOf(query: AuditPackQuery, selection: PackSelection, area: string | undefined): Promise<PackOrder> {
    const made = shanghai(this.clock.now());
    // Nothing that is recorded while the pack is being made gets into half of it.
    const { occurredBy = made, knownBy = made } = query;
    const horizon = await this.inquiries.positionsAt(knownBy);
    return { ledgerOrigin: this.ledger.origin, selection, area, occurredBy, knownBy, horizon, made };
  }

  private async untilPublished(last: ReadonlyMap<string, number>): Promise<void> {
    const deadline = performance.now() + publishingTimeoutMs;
    for (const [source, position] of last) {
      while (isLedgerLog(source) && ((await latestCheckpoint(this.ask, source))?.size ?? 0) < position) {
        if (performance.now() > deadline) throw new ProblemException('PACK_NOT_YET_PROVABLE', auditProblems.PACK_NOT_YET_PROVABLE);
        await sleep(100);
      }
    }
  }
}

const nameOf = (selection: PackSelection): string => {
  if (selection.kind === 'selected') return 'selection';
  const [only = '', ...others] = selection.caseIds;
  return others.length === 0 && /^[\w.-]+$/.test(only) ? only : `${String(selection.caseIds.length)}-cases`;
};
