import { tombstone } from './privacy.answer-schemas.js';
import { closed, count, flag, listOf, oneOf, orNull, pageOf, text } from './answer-schema.js';
import { casePriorities, contactWays, dueColours, evidenceKinds } from './order.dto.js';

/** `OrderRow` of `order.answers.ts`. */
const row = {
  caseId: text,
  state: text,
  cycle: count,
  area: text,
  type: text,
  service: text,
  priority: oneOf(casePriorities),
  grid: text,
  building: text,
  unit: orNull(text),
  person: orNull(text),
  volunteer: flag,
  since: text,
  due: orNull(text),
  provisional: flag,
  colour: orNull(oneOf(dueColours)),
  version: count,
};
const due = closed({ timer: text, start: text, due: text, provisional: flag, policy: text, calendar: text, basis: text });
const contact = closed({ at: text, via: oneOf(contactWays), outcome: oneOf(['effective', 'without-effect', 'failed']), by: text });
const evidence = closed({ digest: text, kind: oneOf(evidenceKinds), mediaType: text, bytes: count, at: text, by: text });

export const orderPage = pageOf(closed(row));
export const orderView = closed({ ...row, dues: listOf(due), contacts: listOf(contact), evidence: listOf(evidence), returns: count });
/** A sealed text of an order, opened; `erased`: its key was destroyed, `tombstone`: when and on what basis. */
export const orderText = closed({
  event: text,
  at: text,
  by: text,
  part: text,
  text: orNull(text),
  erased: flag,
  tombstone: orNull(tombstone),
});
