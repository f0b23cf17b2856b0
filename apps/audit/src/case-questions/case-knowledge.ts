import type { AuditKnowledgeQuery, CaseKnowledgeAnswer } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { parseSeen, ProblemException } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import { eventHeader, historyEntry } from './history-entry.js';
import { isKnown } from '../case-lookup/knowledge-horizon.js';
import { caseReading } from './case-state.js';

/**
 * What whoever decided an event knew of its case: his own service's log up to that event, and of the others' what the event says that
 * he had read (`seen`, DESIGN §3); nothing of them where it says nothing.
 *
 * @throws EVENT_NOT_OF_CASE
 */
export function knowledgeOf(
  at: AuditKnowledgeQuery,
  events: readonly Delivery[],
): Pick<CaseKnowledgeAnswer, 'event' | 'seen' | 'state' | 'knownEvents' | 'unseen'> {
  const decided = events.find(({ source, recorded }) => source === at.source && recorded.position === at.position);
  if (decided === undefined) throw new ProblemException('EVENT_NOT_OF_CASE', auditProblems.EVENT_NOT_OF_CASE);
  const { source, recorded, envelope } = decided;
  const seen = { ...Object.fromEntries(parseSeen(envelope.seen ?? '')), [source]: recorded.position - 1 };
  const known = events.filter(isKnown(seen));
  // Of his own log he has read all that came before; what follows there at the same moment is what he decided himself.
  const unseen = events.filter(
    (event) => event.source !== source && !known.includes(event) && event.recorded.recordedAt <= recorded.recordedAt,
  );
  return {
    event: historyEntry(decided),
    seen,
    state: caseReading.stateAt(known, envelope.time) ?? null,
    knownEvents: known.length,
    unseen: unseen.map(eventHeader),
  };
}
