import { defineEventTypes } from './event-type.js';

/** Events of `grid-*` streams, appended by dispatch alone. */
export const gridEventTypes = defineEventTypes({ context: 'grid', owner: 'dispatch', category: 'grid', reference: true }, {});
