import type { StreamAnswer } from '@huying/contracts';
import { covers, type Instant } from '@huying/kernel';
import { ProblemException } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import type { Ask } from '../case-lookup/case-events.js';
import type { CaseInquiries } from '../case-lookup/case-inquiry.js';
import { isKnown, knowledgeHorizon } from '../case-lookup/knowledge-horizon.js';
import { erasuresOf } from '../erased-keys/erasures-of-case.js';
import type { Inquiries, Inquiry } from '../questions/questions.js';
import { foldedCategories, foldOfStream } from '../stream-folds/registered-stream-folds.js';
import { eventsOfStream } from './stream-events.js';

/** Looks a stream up for one question. */
export class StreamInquiries implements Inquiries<StreamAnswer> {
  constructor(
    private readonly ask: Ask,
    private readonly cases: Pick<CaseInquiries, 'parked' | 'positionsAt'>,
  ) {}

  /** @throws STREAM_NOT_REPLAYED where no fold is registered for its category, STREAM_NOT_FOUND */
  async inquire(stream: string, area: string | undefined, knownBy: Instant | undefined): Promise<Inquiry<StreamAnswer>> {
    const fold = foldOfStream(stream);
    if (fold === undefined)
      throw new ProblemException('STREAM_NOT_REPLAYED', auditProblems.STREAM_NOT_REPLAYED, { details: { categories: foldedCategories } });
    const positions = await knowledgeHorizon(this.ask, knownBy);
    const events = await eventsOfStream(this.ask, stream);
    const [first] = events;
    // A stream of no area is everybody's, as an event of none is.
    const of = events.map(({ envelope }) => envelope.area).find((one) => one !== undefined);
    if (first === undefined || (area !== undefined && of !== undefined && !covers(area, of)))
      throw new ProblemException('STREAM_NOT_FOUND', auditProblems.STREAM_NOT_FOUND);
    const waitingUnder = new Set([stream, ...events.flatMap(({ recorded }) => recorded.caseKey ?? [])]);
    const [parked, erased] = await Promise.all([this.cases.parked(...waitingUnder), erasuresOf(this.ask, events)]);
    const { category, kind } = fold;
    return {
      found: { stream, category, kind, source: first.source, positions, parked, erased },
      events: events.filter(isKnown(positions)),
    };
  }

  positionsAt(knownBy: Instant) {
    return this.cases.positionsAt(knownBy);
  }
}
