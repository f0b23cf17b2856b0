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
import { latestCheckpoint } from '../ledger/ledger-tables.js';
import { isLedgerLog } from '../ledger/ledger-logs.js';
import { statementSigners } from '../ledger/signers.js';
import { QueryRecord } from '../record-query/query-record.js';
import { inquireFor, packContents, type PackOrder, type PackSources } from './pack-contents.js';
import { sealed } from './seal.js';
import { zipOf } from './zip.js';

/** Events of a pack: two files each, and a zip archive without extensions has room for 65,535. */
const eventsMax = 20_000;
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
    await this.record.record('pack', query, origin);
    const made = shanghai(this.clock.now());
    const sources: PackSources = { ask: this.ask, inquiries: this.inquiries, signers: statementSigners(this.ledger) };
    const asked: PackOrder = {
      ledgerOrigin: this.ledger.origin,
      caseIds: [...new Set(query.cases.split(','))],
      area: origin.actor.area,
      occurredBy: query.occurredBy ?? made,
      // Nothing that is recorded while the pack is being made gets into half of it.
      knownBy: query.knownBy ?? made,
      made,
    };
    const order = { ...asked, caseIds: await this.provableCases(sources, asked) };
    const files = sealed(packContents(sources, order), { made, cases: order.caseIds.length }, sources.signers);
    const name = order.caseIds.length === 1 ? (order.caseIds[0] ?? '') : `${String(order.caseIds.length)}-cases`;
    return new StreamableFile(Readable.from(zipOf(files, new Date(made))), {
      type: 'application/zip',
      disposition: `attachment; filename="huying-${name}.zip"`,
    });
  }

  /** Every refusal comes before the first byte: the cases exist, are not too many, and a checkpoint covers all that is in them. */
  private async provableCases(sources: PackSources, order: PackOrder): Promise<readonly string[]> {
    const caseIds = new Set<string>();
    const last = new Map<string, number>();
    let count = 0;
    for (const caseId of order.caseIds) {
      const { found, events } = await inquireFor(sources, order, caseId);
      caseIds.add(found.caseId);
      count += events.length;
      if (count > eventsMax) throw new ProblemException('PACK_TOO_LARGE', auditProblems.PACK_TOO_LARGE);
      for (const { source, recorded } of events) last.set(source, Math.max(last.get(source) ?? 0, recorded.position));
    }
    await this.untilPublished(last);
    return [...caseIds];
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
