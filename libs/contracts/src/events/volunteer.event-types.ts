import { defineEventTypes } from './event-type.js';

/** Events of `volunteer-*` streams, appended by volunteers alone. */
export const volunteerEventTypes = defineEventTypes({ context: 'volunteer', owner: 'volunteers', category: 'volunteer' }, {});
