import { services, type PositionVector } from '@huying/contracts';
import type { Instant } from '@huying/kernel';
import type { Ask } from '../case-lookup/case-events.js';
import type { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { Receipts } from '../case-proof/receipts.js';
import { replayOfCase } from '../case-replay/replay-of-case.js';
import { signedCompleteness } from '../completeness/completeness-statement.js';
import { latestCheckpoint } from '../ledger/ledger-tables.js';
import type { LogSigners } from '../ledger/signers.js';
import { caseFiles } from './case-files.js';
import { casesPage, caseRow } from './cases-page.js';
import { CompactBytes } from './compact-bytes.js';
import { howToVerify } from './how-to-verify.js';
import { jsonFile, textFile, type PackFile } from './pack-file.js';
import type { PackSelection } from './pack-selection.js';
import type { PackableCases } from './packed-cases.js';
import { provenEvents } from './proven-events.js';
import { adoptionsOf, RulesUsedTogether, rulesUsed } from './rules-used.js';
import { TimelinePrinter } from './timeline/timeline-pdf.js';

/** What a pack is made of. */
export interface PackOrder {
  readonly ledgerOrigin: string;
  readonly selection: PackSelection;
  /** The area whose cases the asker may see; undefined: all. */
  readonly area: string | undefined;
  readonly occurredBy: Instant;
  readonly knownBy: Instant;
  /** Up to which position each log was known by then. */
  readonly horizon: PositionVector;
  readonly made: Instant;
}

/** Where it is taken from. */
export interface PackSources {
  readonly ask: Ask;
  readonly inquiries: CaseInquiries;
  readonly signers: LogSigners;
}

/** Every file of a pack but the two that seal it, one case after the other: no more than one is held at a time. */
export async function* packContents(sources: PackSources, order: PackOrder, cases: PackableCases): AsyncGenerator<PackFile> {
  const { ask, signers } = sources;
  const { made, occurredBy, knownBy } = order;
  const receipts = new Receipts(ask);
  // A page as PDF takes up to a second of computing, HTML none to speak of: only cases that somebody named are printed.
  const printer = order.selection.kind === 'named' ? new TimelinePrinter() : undefined;
  const used = new RulesUsedTogether();
  const rows = new CompactBytes();
  try {
    yield howToVerify(order.ledgerOrigin);
    yield jsonFile('selection.json', selectionOf(order));
    for await (const inquiry of cases.inquiries()) {
      const replay = replayOfCase(inquiry, { occurredBy, knownBy });
      used.add(rulesUsed(inquiry.events));
      rows.add(Buffer.from(caseRow(replay, inquiry.events.length)));
      yield* caseFiles({ replay, events: inquiry.events }, made, receipts, printer);
    }
    yield casesPage(rows, order);
    yield* provenEvents('rules', await adoptionsOf(ask, used.all()), receipts);
    for (const log of services) {
      const checkpoint = await latestCheckpoint(ask, log);
      if (checkpoint !== undefined) yield textFile(`checkpoints/${log}`, checkpoint.note);
    }
    yield textFile('completeness.note', await signedCompleteness(ask, made, signers));
  } finally {
    await printer?.close();
  }
}

/** The selection as people and programs read it; the seal says the same, with how many cases and events it came to. */
const selectionOf = ({ selection, area, occurredBy, knownBy, horizon, made }: PackOrder): object => ({
  selection: selection.words,
  scope: area ?? null,
  occurredBy,
  knownBy,
  positions: horizon,
  made,
});
