import { defineEventTypes } from './event-type.js';

/** Events of `calendar-*` streams, appended by dispatch alone. */
export const calendarEventTypes = defineEventTypes({ context: 'calendar', owner: 'dispatch', category: 'calendar', reference: true }, {});
