import type { Outcome } from '@huying/event-store';
import type { Problem } from '@huying/contracts';
import { edgeProblem, ProblemException } from '../http/problem-exception.js';

/** Where the service's log stood when the answer became true; turned into `Huying-Seen` and never serialised. */
export const seenPosition = Symbol('huying.seenPosition');

/** Body of every write's answer: the ids that the caller needs next, and the stream's new version. */
export type WriteAnswer<Ids extends object> = Ids & {
  readonly version: number;
  readonly [seenPosition]: number | 'head';
};

/**
 * Translates what the runner answered: an accepted or unchanging command to the answer's body, anything else to a problem.
 * The compiler asks for one problem per refusal code.
 *
 * @param ids what the answer names beside the version: `{ caseId }`.
 * @throws ProblemException for a refusal, a mismatch and a contended stream.
 */
export function unwrap<Code extends string, Ids extends object = object>(
  outcome: Outcome<Code>,
  problems: Readonly<Record<Code, Problem>>,
  ids: Ids = {} as Ids,
): WriteAnswer<Ids> {
  switch (outcome.kind) {
    case 'accepted':
      return { ...ids, version: outcome.version, [seenPosition]: outcome.last };
    case 'unchanged':
      // What made it so was recorded before, at a position that the outcome does not name: the head covers it.
      return { ...ids, version: outcome.version, [seenPosition]: 'head' };
    case 'refused': {
      const { code, details } = outcome.refusal;
      throw new ProblemException(code, problems[code], details === undefined ? {} : { details });
    }
    case 'mismatch':
      throw edgeProblem('IDEMPOTENCY_MISMATCH');
    case 'contended':
      throw edgeProblem('CONCURRENT_CHANGE');
  }
}
