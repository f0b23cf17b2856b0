import type { EventType } from './event-type.js';
import { activityEventTypes } from './activity.event-types.js';
import { auditEventTypes } from './audit.event-types.js';
import { calendarEventTypes } from './calendar.event-types.js';
import { caseEventTypes } from './case.event-types.js';
import { catalogueEventTypes } from './catalogue.event-types.js';
import { foreignEventTypes } from './foreign.event-types.js';
import { gridEventTypes } from './grid.event-types.js';
import { keyEventTypes } from './key.event-types.js';
import { orderEventTypes } from './order.event-types.js';
import { policyEventTypes } from './policy.event-types.js';
import { postEventTypes } from './post.event-types.js';
import { residentEventTypes } from './resident.event-types.js';
import { teamEventTypes } from './team.event-types.js';
import { volunteerEventTypes } from './volunteer.event-types.js';

/** Every event type of the system, by its CloudEvents `type`: the one registry of DESIGN §1, invariant 4. */
export const eventTypes: ReadonlyMap<string, EventType> = new Map(
  [
    activityEventTypes,
    auditEventTypes,
    calendarEventTypes,
    caseEventTypes,
    catalogueEventTypes,
    foreignEventTypes,
    gridEventTypes,
    ...Object.values(keyEventTypes),
    orderEventTypes,
    policyEventTypes,
    postEventTypes,
    residentEventTypes,
    teamEventTypes,
    volunteerEventTypes,
  ]
    .flatMap((context) => Object.values<EventType>(context))
    .map((type) => [type.type, type]),
);
