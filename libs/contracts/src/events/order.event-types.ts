import { defineEventTypes } from './event-type.js';

/** Events of `order-*` streams, appended by dispatch alone. */
export const orderEventTypes = defineEventTypes({ context: 'order', owner: 'dispatch', category: 'order' }, {});
