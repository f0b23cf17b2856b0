import { happened, type Command, type Decider, type Instant, type NewFact, type Secret } from '@huying/kernel';
import type { ForeignActivity, ForeignFact } from './foreign.facts.js';
import { evolveForeign, initialForeign, type ForeignState, type Telling } from './foreign.state.js';

/** A row made ready for the log: the clear half, and the parts to be sealed. See {@link discloseRow}. */
export interface PreparedRow {
  readonly at: Instant;
  readonly activity: ForeignActivity;
  readonly secrets: readonly Secret[];
}

/** Rows of one case, in the order of the file. */
export type ImportRows = Command<'ImportRows', { readonly rows: readonly PreparedRow[] }>;

/** Nothing that a history says is refused: whether it was lawful is a question for its replay. */
export type ForeignRefusal = never;

/**
 * One row is one event. A row told for the first time is recorded; told again the same, nothing happens; told otherwise, it is
 * corrected, and the earlier telling stays visible.
 */
export const foreignDecider: Decider<ForeignState, ImportRows, ForeignFact, ForeignRefusal> = {
  initial: initialForeign,
  decide({ data }, state) {
    const tellings = new Map<string, readonly Telling[]>();
    const facts: NewFact<ForeignFact>[] = [];
    for (const { at, activity, secrets } of data.rows) {
      const telling: Telling = { digest: activity.digest, file: activity.provenance.file };
      const earlier = tellings.get(activity.row) ?? state.steps.get(activity.row)?.tellings ?? [];
      if (alreadyTold(earlier, telling)) continue;
      tellings.set(activity.row, [...earlier, telling]);
      const present = earlier.at(-1);
      facts.push(
        present === undefined
          ? { type: 'ForeignActivityRecorded', data: activity, time: at, secrets }
          : { type: 'ForeignActivityCorrected', data: { ...activity, corrects: { digest: present.digest } }, time: at, secrets },
      );
    }
    return happened<ForeignFact>(...facts);
  },
  evolve: evolveForeign,
};

/**
 * The same telling as the present one, from whatever file; or one that is known already, from a file that has had its say on the row:
 * a file that tells a row twice, each time otherwise, would else be a correction for ever, however often it is imported.
 */
function alreadyTold(earlier: readonly Telling[], telling: Telling): boolean {
  if (earlier.at(-1)?.digest === telling.digest) return true;
  return earlier.some(({ file }) => file === telling.file) && earlier.some(({ digest }) => digest === telling.digest);
}
