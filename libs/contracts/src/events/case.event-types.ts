import { defineEventTypes } from './event-type.js';

/** Events of `case-*` streams, appended by intake alone. */
export const caseEventTypes = defineEventTypes({ context: 'case', owner: 'intake', category: 'case' }, {});
