import { defineEventTypes } from './event-type.js';

/** Events of `activity-*` streams, appended by volunteers alone. */
export const activityEventTypes = defineEventTypes({ context: 'activity', owner: 'volunteers', category: 'activity' }, {});
