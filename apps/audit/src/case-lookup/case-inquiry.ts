import type { PositionVector, TombstoneView } from '@huying/contracts';
import type { Consumption } from '@huying/event-bus';
import type { Consumptions } from '@huying/platform-nest';
import type { Instant } from '@huying/kernel';
import type { Inquiries, Inquiry } from '../questions/questions.js';
import { erasuresOf } from '../erased-keys/erasures-of-case.js';
import { eventsOfCase, type Ask } from './case-events.js';
import { findCase, type FoundCase } from './find-case.js';
import { isKnown, knowledgeHorizon } from './knowledge-horizon.js';

/** What every answer about one case begins with. */
export interface FoundInquiry extends FoundCase {
  readonly positions: PositionVector;
  readonly parked: number;
  readonly erased: readonly TombstoneView[];
}

/** A case and what was known of it at a moment. */
export type CaseInquiry = Inquiry<FoundInquiry>;

/** Looks a case up for one question. */
export class CaseInquiries implements Inquiries<FoundInquiry> {
  constructor(
    private readonly ask: Ask,
    private readonly consumptions: Consumptions,
  ) {}

  async inquire(id: string, area: string | undefined, knownBy: Instant | undefined): Promise<CaseInquiry> {
    const found = await findCase(this.ask, id, area);
    const positions = await knowledgeHorizon(this.ask, knownBy);
    const events = await eventsOfCase(this.ask, found.caseId);
    const [parked, erased] = await Promise.all([this.parked(found.caseId), erasuresOf(this.ask, events)]);
    return { found: { ...found, positions, parked, erased }, events: events.filter(isKnown(positions)) };
  }

  positionsAt(knownBy: Instant): Promise<PositionVector> {
    return knowledgeHorizon(this.ask, knownBy);
  }

  /** Events that wait at audit's door: those that wait under one of these keys, or all. */
  async parked(...keys: readonly string[]): Promise<number> {
    const waiting = await Promise.all(this.consumptions.all().map(({ consumption }: { consumption: Consumption }) => consumption.parked()));
    return waiting.flat().filter(({ caseKeys }) => keys.length === 0 || keys.some((key) => caseKeys.includes(key))).length;
  }
}
