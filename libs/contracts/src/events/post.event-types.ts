import { defineEventTypes } from './event-type.js';

/** Events of `post-*` streams, appended by dispatch alone. */
export const postEventTypes = defineEventTypes({ context: 'post', owner: 'dispatch', category: 'post', reference: true }, {});
