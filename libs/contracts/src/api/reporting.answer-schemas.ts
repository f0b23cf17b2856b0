import { closed, count, listOf, oneOf, orNull, pageOf, text } from './answer-schema.js';
import { rateNames, reportedCaseTypes, reportedStates } from './reporting.dto.js';
import { activityThemes } from './volunteering.dto.js';

/** Events that wait and could change the answer. */
const parked = { parkedEvents: count };
const state = oneOf(reportedStates);
const kind = oneOf(reportedCaseTypes);
/** `2026-06`, in Shanghai. */
const month = text;
/** Ids of the events behind a figure. */
const events = listOf(text);
/** `none`: no clock runs in this state, or none was ever stamped. */
const colours = ['green', 'yellow', 'red', 'none'];

export const openWork = closed({
  at: text,
  total: count,
  states: listOf(closed({ state, total: count, colours: closed(Object.fromEntries(colours.map((colour) => [colour, count]))) })),
  ...parked,
});
export const openCasePage = pageOf(
  closed({
    caseId: text,
    state,
    kind,
    area: text,
    since: orNull(text),
    colour: oneOf(colours),
    timer: orNull(text),
    due: orNull(text),
    events,
  }),
  parked,
);

export const caseCounts = closed({ items: listOf(closed({ month, kind, registered: count, closed: count })), ...parked });
export const countedCasePage = pageOf(closed({ caseId: text, kind, at: text, events }), parked);

/** 人 (`people`) and 人次 (`attendances`), always both (F10). */
const activityCount = { activities: count, people: count, attendances: count, volunteers: count, volunteerAttendances: count };
const theme = oneOf(activityThemes);
export const activityCounts = closed({
  items: listOf(closed({ month, theme, ...activityCount })),
  total: closed(activityCount),
  ...parked,
});
/** `who`: a keyed hash, or a volunteer id. */
export const attendancePage = pageOf(
  closed({ activity: text, who: text, as: oneOf(['beneficiary', 'volunteer']), times: count, events }),
  parked,
);

/** Per cent with two decimals; `—` where there was nothing to count. */
const percent = { type: 'string', pattern: '^(\\d+\\.\\d{2}|—)$' } as const;
export const rateFigure = closed({ rate: oneOf(rateNames), title: text, numerator: count, denominator: count, percent });
export const rates = closed({
  from: text,
  to: text,
  asOf: text,
  policyVersion: orNull(text),
  rates: listOf(rateFigure),
  ...parked,
});
/** A case that counts more than once stands there as often, numbered from 1. */
export const countedMember = closed({ case: text, events, ordinal: { type: 'integer', minimum: 1 } });
export const countedMemberPage = pageOf(countedMember, parked);
