import { closed, count, listOf, oneOf, orNull, pageOf, tableOf, text } from './answer-schema.js';
import { boardGroups, boardColours } from './board.dto.js';

/** The answers of `board.dto.ts`. */
const named = closed({ zh: text, en: text });
const asOf = { occurredBy: text, knownBy: orNull(text), positions: tableOf(count), parked: count };
const colours = closed({ green: count, yellow: count, red: count, none: count });

export const openWorkAsOf = closed({
  ...asOf,
  by: oneOf(boardGroups),
  open: count,
  colours,
  groups: listOf(closed({ key: orNull(text), name: orNull(named), open: count, colours })),
  ended: listOf(closed({ status: text, statusName: named, cases: count })),
});

export const openCasesAsOf = pageOf(
  closed({
    caseId: text,
    system: text,
    area: orNull(text),
    status: text,
    statusName: named,
    service: orNull(text),
    grid: orNull(text),
    holder: closed({ role: orNull(text), unit: orNull(text), person: orNull(text) }),
    colour: oneOf(boardColours),
    timer: orNull(text),
    due: orNull(text),
  }),
  asOf,
);
