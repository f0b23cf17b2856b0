import type { CaseReplayAnswer, Standing } from '@huying/contracts';
import type { Instant } from '@huying/kernel';
import type { CaseInquiry } from '../case-lookup/case-inquiry.js';
import { caseStateAt } from '../case-questions/case-state.js';
import { happenedBy } from '../questions/happened-by.js';
import type { Moments } from '../questions/questions.js';
import { custodyClock } from './custody-clock.js';
import { replayFrames } from './frames.js';

/** A case replayed up to a moment, by what the inquiry knows of it. */
export function replayOfCase({ found, events }: CaseInquiry, { occurredBy, knownBy }: Moments): CaseReplayAnswer {
  const frames = replayFrames(happenedBy(events, occurredBy));
  const { state } = caseStateAt(events, occurredBy);
  return { ...found, occurredBy, knownBy, frames, ...custodyClock(frames, endOf(state, occurredBy)), state };
}

/** Nobody holds a case once it is closed: an imported one may have closed after the last of its rows. */
const endOf = (state: Standing | null, occurredBy: Instant): Instant =>
  state === null || state.open ? occurredBy : (state.since ?? occurredBy);
