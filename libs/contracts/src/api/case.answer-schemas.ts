import { tombstone } from './privacy.answer-schemas.js';
import { closed, listOf, orNull, pageOf, text } from './answer-schema.js';

/** A case as lists show it: codes and opaque ids, nothing personal. */
const row = {
  caseId: text,
  area: text,
  type: text,
  service: text,
  state: text,
  since: text,
  registeredAt: text,
  priority: orNull(text),
  grid: orNull(text),
  building: orNull(text),
  contact: text,
  complainant: orNull(text),
  firstContact: orNull(text),
  handler: orNull(text),
  handlerUnit: orNull(text),
  grade: orNull(text),
};

/** Personal parts; `null` where there is none, or where it has been erased. */
export const personalParts = { name: orNull(text), phone: orNull(text), words: orNull(text), spot: orNull(text) };

export const casePage = pageOf(closed(row));
export const caseDetail = closed({ ...row, masked: closed(personalParts), erased: orNull(tombstone) });
export const serviceMenu = closed({
  area: text,
  version: text,
  items: listOf(closed({ code: text, zh: text, en: text, type: text })),
});
