import type { PositionVector } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { epochOf, shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import type { BoundedReading } from '../case-lookup/bounded-reading.js';
import type { Ask } from '../case-lookup/case-events.js';
import type { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { knowledgeHorizon } from '../case-lookup/knowledge-horizon.js';
import type { Bounds } from '../questions/questions.js';

/** At which point of both axes a board is read, and for whom. */
export interface BoardPoint {
  readonly occurredBy: string;
  /** Everything that is known, where absent. */
  readonly knownBy: string | undefined;
  /** The asking auditor's area; cases of no area are everybody's. */
  readonly scope: string | undefined;
}

/** The same, for what is folded from events. */
export interface AsOfPoint extends BoardPoint {
  /** What was known, one position per log. */
  readonly positions: PositionVector;
}

/** Reads boards and figures as of any pair of moments. */
export class AsOfReading {
  constructor(
    private readonly reading: BoundedReading,
    private readonly inquiries: CaseInquiries,
    private readonly clock: Clock,
  ) {}

  /** Rows and positions are read together, so that these are the positions that those tell of. @throws QUERY_TOO_COSTLY */
  async at<Answer extends object>(bounds: Bounds, origin: Origin, read: (ask: Ask, point: AsOfPoint) => Promise<Answer>) {
    const occurredBy = shanghai(bounds.occurredBy === undefined ? this.clock.now() : epochOf(bounds.occurredBy));
    const { knownBy } = bounds;
    const answer = await this.reading.together(async (ask) => {
      const positions = await knowledgeHorizon(ask, knownBy);
      return { positions, ...(await read(ask, { occurredBy, knownBy, positions, scope: origin.actor.area })) };
    });
    return { occurredBy, knownBy: knownBy ?? null, parked: await this.inquiries.parked(), ...answer };
  }
}
