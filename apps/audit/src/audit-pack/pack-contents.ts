import { services } from '@huying/contracts';
import type { Instant } from '@huying/kernel';
import type { CaseInquiries, CaseInquiry } from '../case-lookup/case-inquiry.js';
import type { Ask } from '../case-lookup/case-events.js';
import { Receipts } from '../case-proof/receipts.js';
import { replayOfCase } from '../case-replay/replay-of-case.js';
import { happenedBy } from '../questions/happened-by.js';
import { signedCompleteness } from '../completeness/completeness-statement.js';
import { latestCheckpoint } from '../ledger/ledger-tables.js';
import type { LogSigners } from '../ledger/signers.js';
import { caseFiles } from './case-files.js';
import { howToVerify } from './how-to-verify.js';
import { textFile, type PackFile } from './pack-file.js';
import { provenEvents } from './proven-events.js';
import { adoptionsOf, rulesUsed, type RulesUsed } from './rules-used.js';
import { TimelinePrinter } from './timeline/timeline-pdf.js';

/** What a pack is made of. */
export interface PackOrder {
  readonly ledgerOrigin: string;
  readonly caseIds: readonly string[];
  readonly area: string | undefined;
  readonly occurredBy: Instant;
  readonly knownBy: Instant;
  readonly made: Instant;
}

/** Where it is taken from. */
export interface PackSources {
  readonly ask: Ask;
  readonly inquiries: CaseInquiries;
  readonly signers: LogSigners;
}

/** An inquiry's events, as far as they had happened by the moment asked about. */
export async function inquireFor(
  { inquiries }: PackSources,
  { area, knownBy, occurredBy }: PackOrder,
  caseId: string,
): Promise<CaseInquiry> {
  const { found, events } = await inquiries.inquire(caseId, area, knownBy);
  return { found, events: happenedBy(events, occurredBy) };
}

/** Every file of a pack but the two that seal it, one case after the other: no more than one is held at a time. */
export async function* packContents(sources: PackSources, order: PackOrder): AsyncGenerator<PackFile> {
  const { ask, signers } = sources;
  const receipts = new Receipts(ask);
  const printer = new TimelinePrinter();
  const used: RulesUsed[] = [];
  try {
    yield howToVerify(order.ledgerOrigin);
    for (const caseId of order.caseIds) {
      const inquiry = await inquireFor(sources, order, caseId);
      const replay = replayOfCase(inquiry, { occurredBy: order.occurredBy, knownBy: order.knownBy });
      used.push(rulesUsed(inquiry.events));
      yield* caseFiles({ replay, events: inquiry.events }, order.made, receipts, printer);
    }
    yield* provenEvents('rules', await adoptionsOf(ask, together(used)), receipts);
    for (const log of services) {
      const checkpoint = await latestCheckpoint(ask, log);
      if (checkpoint !== undefined) yield textFile(`checkpoints/${log}`, checkpoint.note);
    }
    yield textFile('completeness.note', await signedCompleteness(ask, order.made, signers));
  } finally {
    await printer.close();
  }
}

const together = (used: readonly RulesUsed[]): RulesUsed => ({
  policy: used.flatMap(({ policy }) => policy),
  calendar: used.flatMap(({ calendar }) => calendar),
  menu: used.flatMap(({ menu }) => menu),
});
