import { eventTypes } from '@huying/contracts';
import { conformanceOf, type Conformance } from '@huying/domain-lifecycle';
import type { Delivery } from '@huying/event-bus';
import { categoryOf } from '../case-folds/case-fold.js';
import { nativeCaseFold } from '../case-folds/native-case.fold.js';

/** The history of one of our own cases beside the lifecycle. Places in `conformance` are indexes of `events`. */
export interface JudgedCase {
  readonly events: readonly Delivery[];
  readonly conformance: Conformance;
}

/** @param events of a native case, in causal order; those of other streams than its own are passed over */
export function judgeCase(events: readonly Delivery[]): JudgedCase {
  const own = events.filter(({ recorded }) => nativeCaseFold.categories.has(categoryOf(recorded.stream)));
  const history = own.map(({ recorded, envelope }) => ({
    event: eventTypes.get(recorded.type)?.name ?? recorded.type,
    role: envelope.role,
  }));
  return { events: own, conformance: conformanceOf(history) };
}
