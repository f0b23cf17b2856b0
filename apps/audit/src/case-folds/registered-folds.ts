import { eventTypes } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { categoryOf, type CaseFold, type FoldedCase } from './case-fold.js';
import { importedCaseFold } from './imported-case.fold.js';
import { nativeCaseFold } from './native-case.fold.js';

const folds: readonly CaseFold[] = [nativeCaseFold, importedCaseFold];

const categories = new Set(folds.flatMap((fold) => [...fold.categories]));

/** Types of the events that some fold reads. */
export const foldedTypes: ReadonlySet<string> = new Set(
  [...eventTypes.values()].filter(({ category }) => categories.has(category)).map(({ type }) => type),
);

/** The fold that reads an event's stream; undefined for streams that are no part of a case. */
export const foldFor = ({ recorded }: Delivery): CaseFold | undefined =>
  folds.find(({ categories }) => categories.has(categoryOf(recorded.stream)));

/** The fold of a case, by its events. */
export const foldOfCase = (events: readonly Delivery[]): CaseFold | undefined => events.map(foldFor).find((fold) => fold !== undefined);

/** Folds a case's events, given in causal order; those that its fold does not read change nothing. */
export function foldCaseEvents(fold: CaseFold, events: readonly Delivery[]): FoldedCase {
  let folded = fold.empty;
  for (const event of events) if (foldFor(event) === fold) folded = folded.apply(event);
  return folded;
}
