import type { CaseFact } from '@huying/domain-case';
import type { CaseRecord, Mark } from './case-record.js';
import { markOf, type Witnessed } from './evidence.js';

/** What intake's stream of a case has for the figures of RULES §2. */
export interface CaseEvidence {
  readonly withdrawn: Mark | null;
  readonly callbacks: CaseRecord['callbacks'];
  readonly ratings: CaseRecord['ratings'];
}

export const noCaseEvidence: CaseEvidence = { withdrawn: null, callbacks: [], ratings: [] };

/** Total: what is no evidence for any figure changes nothing. */
export function evolveCaseEvidence(known: CaseEvidence, event: Witnessed<CaseFact>): CaseEvidence {
  const mark = markOf(event);
  const { withdrawn, callbacks, ratings } = known;
  if (event.type === 'CaseWithdrawn') return { withdrawn: mark, callbacks, ratings };
  if (event.type === 'CallbackCompleted')
    return { withdrawn, callbacks: [...callbacks, { completed: mark, answer: event.data.answer }], ratings };
  if (event.type === 'RatingSubmitted') return { withdrawn, callbacks, ratings: [...ratings, { submitted: mark, grade: event.data.grade }] };
  return { withdrawn, callbacks, ratings };
}
