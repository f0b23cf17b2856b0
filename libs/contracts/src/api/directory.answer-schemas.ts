import { closed, count, flag, listOf, oneOf, orNull, pageOf, text } from './answer-schema.js';

const building = closed({ building: text, name: text, units: count, households: count });
const adopted = { area: text, version: text, digest: text, effectiveFrom: text, adoptedAt: text, adoptedBy: text, inForce: flag };
/** Adopted as it came, by the schema of its own body. */
const contents = { type: 'object' } as const;

export const gridPage = pageOf(
  closed({ grid: text, area: text, name: text, code: orNull(closed({ value: text, source: text })), buildings: listOf(building) }),
);
export const postPage = pageOf(
  closed({
    post: text,
    person: text,
    role: orNull(text),
    unit: text,
    title: text,
    area: text,
    from: text,
    to: orNull(text),
    firstContact: orNull(oneOf(['duty', 'default'])),
    grids: listOf(text),
    buildings: listOf(text),
  }),
);
export const policyPage = pageOf(closed({ ...adopted, policy: contents }));
export const calendarPage = pageOf(closed({ ...adopted, calendar: contents }));
