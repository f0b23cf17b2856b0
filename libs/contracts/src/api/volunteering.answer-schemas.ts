import { closed, count, flag, listOf, oneOf, orNull, pageOf, text } from './answer-schema.js';
import { activityStatuses, activityThemes } from './volunteering.dto.js';

/** Events that wait and could change the answer. */
const parked = { parkedEvents: count };
/** To a tenth, down: `12.5`. */
const hours = { type: 'string', pattern: '^\\d+\\.\\d$' } as const;

/** No name: it is sealed. */
const volunteer = {
  volunteer: text,
  area: text,
  retiredMember: flag,
  since: text,
  confirmedMinutes: count,
  hours,
  confirmedRecords: count,
  pendingRecords: count,
};
export const volunteerPage = pageOf(closed(volunteer), parked);
export const myVolunteering = closed({
  ...volunteer,
  person: text,
  teams: listOf(closed({ team: text, name: text, leads: flag })),
  ...parked,
});

/** What the holder of an order may do about it now; `until` where there is a limit. */
const action = closed({ action: oneOf(['sign', 'request-return']), method: oneOf(['POST']), path: text, until: text }, ['until']);
export const myOrderPage = pageOf(
  closed({
    caseId: text,
    area: text,
    type: text,
    service: text,
    grid: text,
    building: text,
    state: oneOf(['S10', 'S20', 'S21', 'S30', 'S40']),
    since: text,
    unit: orNull(text),
    volunteer: flag,
    signOffDue: orNull(text),
    returnUntil: orNull(text),
    dueStart: orNull(text),
    due: orNull(text),
    colour: orNull(oneOf(['green', 'yellow', 'red'])),
    may: listOf(action),
    events: listOf(text),
  }),
  parked,
);

/** A visit whose hours were proposed. `breaches`: policy guards that were flagged; `events`: those that it rests on. */
export const servicePage = pageOf(
  closed({
    record: text,
    volunteer: text,
    area: orNull(text),
    activity: text,
    from: text,
    to: text,
    minutes: count,
    checkedOut: flag,
    confirmed: flag,
    breaches: listOf(text),
    events: listOf(text),
  }),
  parked,
);

/** `members` is their number. */
export const teamPage = pageOf(closed({ team: text, name: text, area: text, members: count }), parked);

/** As anybody may see it. When, where and what to expect are null in a draft. */
const activity = {
  activity: text,
  area: text,
  theme: oneOf(activityThemes),
  title: text,
  team: text,
  organiser: text,
  status: oneOf(activityStatuses),
  from: orNull(text),
  to: orNull(text),
  place: orNull(text),
  risks: orNull(text),
  information: orNull(text),
  capacity: count,
  places: closed({ taken: count, free: count, waiting: count }),
  attended: count,
  beneficiaries: closed({ people: count, attendances: count }),
};
/** `out` is absent while he is there. */
const visit = closed({ visit: { type: 'integer', minimum: 1 }, in: text, out: text }, ['out']);
const participant = closed({
  volunteer: text,
  signup: oneOf(['submitted', 'approved', 'waitlisted', 'cancelled']),
  visits: listOf(visit),
});
export const activityPage = pageOf(closed(activity), parked);
/** `participants` is told to its organiser and the staff of the area. */
export const activityView = closed({ ...activity, participants: listOf(participant), ...parked }, ['participants']);
