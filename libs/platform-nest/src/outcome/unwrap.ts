import type { Outcome } from '@huying/event-store';
import type { Problem } from '@huying/contracts';
import { edgeProblem, ProblemException } from '../http/problem-exception.js';
import { entityTag, type VersionVector } from '../versions/entity-tag.js';
import { shownVersions } from '../versions/shown-versions.js';

/** Where the service's log stood when the answer became true; turned into `Huying-Seen` and never serialised. */
export const seenPosition = Symbol('huying.seenPosition');

/** Body of every write's answer: the ids that the caller needs next, and the stream's new version. */
export type WriteAnswer<Ids extends object> = Ids & {
  readonly version: number;
  readonly [seenPosition]: number | 'head';
  readonly [shownVersions]: VersionVector;
};

/**
 * Translates what the runner answered: an accepted or unchanging command to the answer's body, anything else to a problem.
 * The compiler asks for one problem per refusal code.
 *
 * @param ids what the answer names beside the version: `{ caseId }`.
 * @throws ProblemException for a refusal, a mismatch, a condition that does not hold, and a contended stream.
 */
export function unwrap<Code extends string, Ids extends object = object>(
  outcome: Outcome<Code>,
  problems: Readonly<Record<Code, Problem>>,
  ids: Ids = {} as Ids,
): WriteAnswer<Ids> {
  switch (outcome.kind) {
    case 'accepted':
      return { ...ids, version: outcome.version, [seenPosition]: outcome.last, [shownVersions]: versionOf(outcome) };
    case 'unchanged':
      // What made it so was recorded before, at a position that the outcome does not name: the head covers it.
      return { ...ids, version: outcome.version, [seenPosition]: 'head', [shownVersions]: versionOf(outcome) };
    case 'refused': {
      const { code, details } = outcome.refusal;
      throw new ProblemException(code, problems[code], details === undefined ? {} : { details });
    }
    case 'mismatch':
      throw edgeProblem('IDEMPOTENCY_MISMATCH');
    case 'changed':
      // No version where there is no such stream: then there is nothing to read again either.
      throw edgeProblem('VERSION_CHANGED', outcome.version === 0 ? {} : { headers: { etag: entityTag(versionOf(outcome)) } });
    case 'contended':
      throw edgeProblem('CONCURRENT_CHANGE');
  }
}

/** The version of the one stream that a command was for, by the stream's category. */
const versionOf = ({ stream, version }: { readonly stream: string; readonly version: number }): VersionVector => ({
  [stream.slice(0, stream.indexOf('-'))]: version,
});
