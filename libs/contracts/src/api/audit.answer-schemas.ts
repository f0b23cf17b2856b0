import { tombstone } from './privacy.answer-schemas.js';
import { anything, closed, count, flag, listOf, oneOf, open, orNull, pageOf, span, tableOf, text } from './answer-schema.js';
import { services } from '../services.js';

/** The answers of `audit.dto.ts` and `ledger.dto.ts`. */
export const named = closed({ zh: text, en: text });
const source = oneOf(services);
/** From 1. */
export const position = { type: 'integer', minimum: 1 } as const;
const kind = oneOf(['native', 'imported']);

export const auditedCases = pageOf(
  closed({
    caseId: text,
    kind,
    source: text,
    originalCase: orNull(text),
    status: text,
    statusName: named,
    open: flag,
    service: orNull(text),
    type: orNull(text),
    responsible: closed({ person: orNull(text), unit: orNull(text) }),
    area: orNull(text),
    openedAt: text,
    changedAt: text,
    closedAt: orNull(text),
    events: count,
  }),
  { parked: count },
);

/** What every answer about one case begins with. */
export const found = {
  caseId: text,
  kind,
  source: text,
  originalCase: orNull(text),
  positions: tableOf(count),
  parked: count,
  erased: listOf(tombstone),
};

/** Where, when, by whom and why, without what. */
const eventHeader = {
  source,
  position,
  stream: text,
  streamVersion: position,
  id: text,
  type: text,
  name: named,
  occurredAt: text,
  recordedAt: text,
  actor: closed({ person: text, role: orNull(text), unit: orNull(text), onBehalfOf: orNull(text) }),
  cause: orNull(closed({ source, position })),
  policyVersion: orNull(text),
  calendarVersion: orNull(text),
};
/** `data` is as the event type has it. */
export const entry = { ...eventHeader, data: open, sealed: listOf(text), digest: text };
export const historyEntry = closed(entry);

export const caseHistory = closed({ ...found, events: listOf(historyEntry) });

const holder = closed({ role: orNull(text), unit: orNull(text), person: orNull(text), post: orNull(text) });
const deadlines = listOf(closed({ timer: text, name: named, start: orNull(text), due: text, overdue: flag, provisional: flag }));
export const status = { status: text, statusName: named };
/** `details` is all else that the fold knows, another for each kind of case. */
const standing = closed({ ...status, open: flag, since: orNull(text), holder: orNull(holder), deadlines, details: open });
/** Of the question: what had happened by then, as far as it was known by then. */
export const moments = { occurredBy: text, knownBy: text };

export const caseState = closed({ ...found, ...moments, foldedEvents: count, state: orNull(standing) });

/** An event without what it says. */
export const header = closed(eventHeader);
export const eventHeaders = listOf(header);
/** What differs in each member of a state. */
export const changes = listOf(closed({ field: text, from: anything, to: anything }));

const frame = closed({
  n: position,
  event: header,
  title: named,
  by: closed({ person: orNull(text), role: orNull(text), unit: orNull(text) }),
  sinceLastMs: orNull(span),
  heldBy: orNull(holder),
  before: orNull(closed(status)),
  after: orNull(closed(status)),
  changes,
  holder: orNull(holder),
  deadlines,
});

export const caseReplay = closed({
  ...found,
  ...moments,
  frames: listOf(frame),
  totalMs: count,
  custody: listOf(closed({ holder, heldMs: count })),
  unheld: listOf(closed({ from: text, to: text, ms: count, reason: oneOf(['ended', 'nobody-named', 'not-begun']) })),
  state: orNull(standing),
});

const side = closed({ ...moments, positions: tableOf(count), foldedEvents: count, state: orNull(standing) });

export const caseDifference = closed({
  ...found,
  from: side,
  to: side,
  changes,
  added: eventHeaders,
  removed: eventHeaders,
});

export const caseKnowledge = closed({
  ...found,
  event: historyEntry,
  seen: tableOf(count),
  state: orNull(standing),
  knownEvents: count,
  unseen: eventHeaders,
});

/** `receipt`: a file in the format `c2sp.org/tlog-proof@v1`; null until a checkpoint covers the event. */
export const caseProof = closed({
  ...found,
  entries: listOf(closed({ source, position, type: text, receipt: orNull(text) })),
  unpublished: count,
});

export const ownReceipts = closed({
  caseId: text,
  receipts: listOf(closed({ source, position, name: named, occurredAt: text, receipt: orNull(text) })),
  unpublished: count,
});

const finding = closed({
  position,
  code: oneOf(['MISSING_IN_LOG', 'MISSING_IN_COPY', 'LOG_DIFFERS', 'COPY_DIFFERS', 'OUT_OF_PLACE']),
});
export const verification = closed({
  source,
  after: count,
  upTo: count,
  completeUpTo: count,
  publishedUpTo: count,
  findings: listOf(finding),
});

export const completeness = closed({
  sources: listOf(closed({ source, completeUpTo: count, lastRecordedAt: orNull(text) })),
  statement: text,
});
