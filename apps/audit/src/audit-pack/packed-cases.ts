import type { AuditPackQuery, PositionVector } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { ProblemException } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import type { CaseInquiry } from '../case-lookup/case-inquiry.js';
import {
  lastPositionsOfSelection,
  selectedCases,
  eventsOfSelection,
  type CaseSelection,
  type SelectedCase,
} from '../case-selection/selected-cases.js';
import { erasuresOf } from '../erased-keys/erasures-of-case.js';
import { happenedBy } from '../questions/happened-by.js';
import type { PackOrder, PackSources } from './pack-contents.js';
import { stoodAs } from './pack-selection.js';

/** Events of a pack: beyond, it takes an hour and more to make, and half a million files to keep. */
const eventsMax = 200_000;

/** The cases of a pack, found, and few enough. */
export interface PackableCases {
  /** Of each log, the last position that must be published before all of it can be proven. */
  readonly lastPositions: ReadonlyMap<string, number>;
  /** Each with its events up to the moments asked for. */
  readonly inquiries: () => AsyncGenerator<CaseInquiry>;
}

/** @throws PACK_TOO_LARGE, CASE_NOT_FOUND, CASE_AMBIGUOUS */
export function packableCases(sources: PackSources, order: PackOrder): Promise<PackableCases> {
  const { selection } = order;
  return selection.kind === 'named' ? namedCases(sources, order, selection.caseIds) : casesSelectedBy(sources, order, selection.words);
}

async function namedCases(sources: PackSources, order: PackOrder, names: readonly string[]): Promise<PackableCases> {
  const caseIds = new Set<string>();
  const lastPositions = new Map<string, number>();
  let count = 0;
  for (const name of names) {
    const { found, events } = await inquireFor(sources, order, name);
    caseIds.add(found.caseId);
    count += events.length;
    checkSize(count);
    for (const { source, recorded } of events) lastPositions.set(source, Math.max(lastPositions.get(source) ?? 0, recorded.position));
  }
  return {
    lastPositions,
    async *inquiries() {
      for (const caseId of caseIds) yield await inquireFor(sources, order, caseId);
    },
  };
}

async function casesSelectedBy(sources: PackSources, order: PackOrder, words: AuditPackQuery): Promise<PackableCases> {
  const { area, horizon, occurredBy } = order;
  const selection: CaseSelection = { query: words, area, horizon };
  checkSize(await eventsOfSelection(sources.ask, selection));
  return {
    lastPositions: await lastPositionsOfSelection(sources.ask, selection),
    async *inquiries() {
      for await (const selected of selectedCases(sources.ask, selection)) {
        const events = happenedBy(selected.events, occurredBy);
        if (events.length > 0 && stoodAs(words, events, occurredBy)) yield await inquiryOf(sources, selected, events, horizon);
      }
    },
  };
}

function checkSize(events: number): void {
  if (events > eventsMax) throw new ProblemException('PACK_TOO_LARGE', auditProblems.PACK_TOO_LARGE, { details: { events, eventsMax } });
}

/** An inquiry's events, as far as they had happened by the moment asked about. */
async function inquireFor({ inquiries }: PackSources, { area, knownBy, occurredBy }: PackOrder, caseId: string): Promise<CaseInquiry> {
  const { found, events } = await inquiries.inquire(caseId, area, knownBy);
  return { found, events: happenedBy(events, occurredBy) };
}

async function inquiryOf(
  { ask, inquiries }: PackSources,
  { caseId, kind, system, originalCase }: SelectedCase,
  events: readonly Delivery[],
  positions: PositionVector,
): Promise<CaseInquiry> {
  const [parked, erased] = [await inquiries.parked(caseId), await erasuresOf(ask, events)];
  return { found: { caseId, kind, source: system, originalCase, positions, parked, erased }, events };
}
