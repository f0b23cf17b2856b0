import { defineEventTypes } from './event-type.js';

/** Events of `catalogue-*` streams, appended by intake alone. */
export const catalogueEventTypes = defineEventTypes({ context: 'catalogue', owner: 'intake', category: 'catalogue', reference: true }, {});
