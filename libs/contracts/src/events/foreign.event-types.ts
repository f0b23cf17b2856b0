import { defineEventTypes } from './event-type.js';

/** Events of `foreign-*` streams, appended by intake alone. */
export const foreignEventTypes = defineEventTypes({ context: 'foreign', owner: 'intake', category: 'foreign' }, {});
