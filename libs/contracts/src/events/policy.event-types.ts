import { defineEventTypes } from './event-type.js';

/** Events of `policy-*` streams, appended by dispatch alone. */
export const policyEventTypes = defineEventTypes({ context: 'policy', owner: 'dispatch', category: 'policy', reference: true }, {});
