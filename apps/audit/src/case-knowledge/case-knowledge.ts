import type { CaseKnowledgeAnswer } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { parseSeen } from '@huying/platform-nest';
import { foldCaseEvents, foldOfCase } from '../case-folds/registered-folds.js';
import { eventHeader, historyEntry } from '../case-history/history-entry.js';
import { isKnown } from '../case-lookup/knowledge-horizon.js';

/**
 * What whoever decided `decided` knew of its case: his own service's log up to that event, and of the others' what the event says that
 * he had read (`seen`, DESIGN §3); nothing of them where it says nothing.
 */
export function knowledgeOf(
  decided: Delivery,
  events: readonly Delivery[],
): Pick<CaseKnowledgeAnswer, 'event' | 'seen' | 'state' | 'knownEvents' | 'unseen'> {
  const { source, recorded, envelope } = decided;
  const seen = { ...Object.fromEntries(parseSeen(envelope.seen ?? '')), [source]: recorded.position - 1 };
  const known = events.filter(isKnown(seen));
  const fold = foldOfCase(known);
  // One command may record several events: those before this one of the same command he made himself.
  const unseen = events.filter((event) => event !== decided && !known.includes(event) && event.recorded.recordedAt <= recorded.recordedAt);
  return {
    event: historyEntry(decided),
    seen,
    state: fold === undefined ? null : (foldCaseEvents(fold, known).standing(envelope.time) ?? null),
    knownEvents: known.length,
    unseen: unseen.map(eventHeader),
  };
}
