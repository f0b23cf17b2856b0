import { closed, count, oneOf, open, orNull, pageOf, tableOf, text } from './answer-schema.js';
import { entry } from './audit.answer-schemas.js';
import { eventOrders } from './event-search.dto.js';

/** The answers of `event-search.dto.ts`. */
export const foundEvents = pageOf(closed({ ...entry, caseId: orNull(text), area: orNull(text) }), {
  positions: tableOf(count),
  parked: count,
});

const names = ['type', 'actor', 'unit', 'area', 'source', 'occurredFrom', 'occurredTo', 'recordedFrom', 'recordedTo', 'breach', 'text'];
const filters = closed({ ...Object.fromEntries(names.map((name) => [name, text])), order: oneOf(eventOrders) }, [...names, 'order']);

export const savedQueries = pageOf(closed({ savedQueryId: text, name: text, query: filters, savedAt: text }));

/** `question`: its parameters, another set for each query. */
export const askedQuestions = pageOf(
  closed({ position: count, askedAt: text, event: text, query: orNull(text), asker: orNull(text), question: orNull(open) }),
);
