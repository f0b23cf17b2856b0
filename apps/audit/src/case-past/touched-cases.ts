import { oncePerBatch, type Delivery } from '@huying/event-bus';
import type { CaseFold } from '../case-folds/case-fold.js';
import { foldFor, foldOfCase } from '../case-folds/registered-folds.js';
import { knownEventsOfCases } from '../case-lookup/case-events.js';
import { pastOf, type CasePast } from './case-past.js';

/** A case of which a batch brings something, worked out anew from everything that audit has copied of it. */
export interface TouchedCase extends CasePast {
  readonly fold: CaseFold;
  /** In causal order; also those that its fold does not read. */
  readonly events: readonly Delivery[];
}

/**
 * The cases that a batch touches, by their ids. The state of a case lives in two logs and comes in any order, so it is a function of all
 * its events alone; they are read and folded once for every read model that is made of them.
 */
export const touchedCases = oncePerBatch(async (deliveries, transaction): Promise<ReadonlyMap<string, TouchedCase>> => {
  const caseIds = new Set(
    deliveries.filter((delivery) => foldFor(delivery) !== undefined).flatMap(({ recorded }) => recorded.caseKey ?? []),
  );
  if (caseIds.size === 0) return new Map();
  const known = await knownEventsOfCases((sql, values) => transaction.query(sql, values), [...caseIds], deliveries);
  const touched = new Map<string, TouchedCase>();
  for (const [caseId, ofCase] of known) {
    const events = ofCase.map(({ event }) => event);
    const fold = foldOfCase(events);
    if (fold !== undefined) touched.set(caseId, { fold, events, ...pastOf(fold, ofCase) });
  }
  return touched;
});
