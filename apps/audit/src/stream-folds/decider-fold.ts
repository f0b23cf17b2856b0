import type { Named } from '@huying/contracts';
import { decodeRecorded } from '@huying/event-store';
import type { Fact, Instant, Recorded } from '@huying/kernel';
import { jsonOf } from './json-of.js';
import type { FoldedStream, StreamFold } from './stream-fold.js';

export interface DeciderFold<State, F extends Fact> extends Pick<StreamFold, 'category' | 'kind'> {
  /** The fold of the decider that decides about such streams, or one that keeps more of the same facts. */
  readonly decider: { readonly initial: State; evolve(state: State, event: Recorded<F>): State };
  /** Undefined where nothing has happened yet. */
  readonly statusOf: (state: State, at: Instant) => string | undefined;
  readonly nameOf: (status: string) => Named;
  /** What there is to tell beside the status; all that the decider knows, where absent. */
  readonly detailsOf?: (state: State, at: Instant) => object;
}

/** A stream as whoever decides about it sees it. */
export function deciderFold<State, F extends Fact>(definition: DeciderFold<State, F>): StreamFold {
  const { category, kind, decider, statusOf, nameOf, detailsOf = allButStatus } = definition;
  const folded = (state: State): FoldedStream => ({
    apply: ({ recorded }) => folded(decider.evolve(state, decodeRecorded<F>(recorded))),
    standing(at) {
      const status = statusOf(state, at);
      if (status === undefined) return undefined;
      return { status, statusName: nameOf(status), details: jsonOf(detailsOf(state, at)) as Readonly<Record<string, unknown>> };
    },
  });
  return { category, kind, empty: folded(decider.initial) };
}

const allButStatus = (state: unknown): object => Object.fromEntries(Object.entries(state as object).filter(([name]) => name !== 'status'));

/** Names of a category's own statuses. */
export const named =
  (names: Readonly<Record<string, Named>>) =>
  (status: string): Named =>
    names[status] ?? { zh: status, en: status };
