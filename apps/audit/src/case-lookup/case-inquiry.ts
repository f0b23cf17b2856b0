import type { PositionVector, TombstoneView } from '@huying/contracts';
import type { Consumption, Delivery } from '@huying/event-bus';
import type { Consumptions } from '@huying/platform-nest';
import type { Instant } from '@huying/kernel';
import { erasuresOf } from '../erased-keys/erasures-of-case.js';
import { eventsOfCase, type Ask } from './case-events.js';
import { findCase, type FoundCase } from './find-case.js';
import { isKnown, knowledgeHorizon } from './knowledge-horizon.js';

/** A case and what was known of it at a moment. */
export interface CaseInquiry {
  readonly found: FoundCase & {
    readonly positions: PositionVector;
    readonly parked: number;
    readonly erased: readonly TombstoneView[];
  };
  /** In causal order. */
  readonly events: readonly Delivery[];
}

/** Looks a case up for one question. */
export class CaseInquiries {
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

  /** Up to where each log was known at a moment. */
  positionsAt(knownBy: Instant): Promise<PositionVector> {
    return knowledgeHorizon(this.ask, knownBy);
  }

  /** Events that wait at audit's door: of one case, or of all. */
  async parked(caseId?: string): Promise<number> {
    const waiting = await Promise.all(this.consumptions.all().map(({ consumption }: { consumption: Consumption }) => consumption.parked()));
    return waiting.flat().filter(({ caseKeys }) => caseId === undefined || caseKeys.includes(caseId)).length;
  }
}
