import { defineEventTypes } from './event-type.js';

/** Events of `resident-*` streams, appended by intake alone. */
export const residentEventTypes = defineEventTypes({ context: 'resident', owner: 'intake', category: 'resident' }, {});
