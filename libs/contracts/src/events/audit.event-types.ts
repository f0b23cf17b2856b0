import { defineEventTypes } from './event-type.js';

/** Events of `audit-*` streams, appended by audit alone. */
export const auditEventTypes = defineEventTypes({ context: 'audit', owner: 'audit', category: 'audit' }, {});
