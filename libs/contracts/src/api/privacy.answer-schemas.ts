import { keyOwners } from '../events/key.event-types.js';
import { closed, count, flag, listOf, oneOf, orNull, pageOf, text, written } from './answer-schema.js';

export const tombstone = closed({ at: text, erasure: text, basis: text });

const erasure = closed({
  erasure: text,
  person: text,
  basis: text,
  status: oneOf(['requested', 'refused', 'approved']),
  area: orNull(text),
  requestedBy: text,
  requestedAt: text,
  decidedBy: orNull(text),
  decidedAt: orNull(text),
  refusal: orNull(text),
  holds: listOf(text),
  services: listOf(closed({ service: oneOf(keyOwners), keys: count, at: text, keyBackupsGoneBy: text })),
  complete: flag,
  overdue: flag,
});
export const erasures = pageOf(erasure);
export const erasureRequested = written({ erasure: text });
export const erasureDecided = written({ erasure: text });

const hold = closed({
  hold: text,
  person: text,
  caseId: orNull(text),
  ground: text,
  reference: orNull(text),
  area: orNull(text),
  placedBy: text,
  placedAt: text,
  releasedBy: orNull(text),
  releasedAt: orNull(text),
});
export const holds = pageOf(hold);
export const holdWritten = written({ hold: text });

export const erasureProof = closed({
  erasure: text,
  entries: listOf(closed({ source: text, position: { type: 'integer', minimum: 1 }, type: text, receipt: orNull(text) })),
  unpublished: count,
});
