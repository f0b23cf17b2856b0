import { closed, count, listOf, oneOf, open, orNull, span, tableOf, text } from './answer-schema.js';
import { changes, eventHeaders, header, historyEntry, moments, named, position, status } from './audit.answer-schemas.js';
import { tombstone } from './privacy.answer-schemas.js';
import { services } from '../services.js';

/** The answers of `stream.dto.ts`. */
const found = {
  stream: text,
  category: text,
  kind: named,
  source: oneOf(services),
  positions: tableOf(count),
  parked: count,
  erased: listOf(tombstone),
};
/** `details` is all else that the fold knows, another for each category. */
const standing = orNull(closed({ ...status, details: open }));
const step = orNull(closed(status));

export const streamHistory = closed({ ...found, events: listOf(historyEntry) });
export const streamState = closed({ ...found, ...moments, foldedEvents: count, state: standing });
export const streamReplay = closed({
  ...found,
  ...moments,
  frames: listOf(closed({ n: position, event: header, sinceLastMs: orNull(span), before: step, after: step, changes })),
  state: standing,
});

const side = closed({ ...moments, positions: tableOf(count), foldedEvents: count, state: standing });
export const streamDifference = closed({ ...found, from: side, to: side, changes, added: eventHeaders, removed: eventHeaders });
