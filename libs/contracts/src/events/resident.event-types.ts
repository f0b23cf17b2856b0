import { defineEventTypes } from './event-type.js';

/** Events of `resident-*` streams, appended by intake alone. None yet: consent, holds and erasure live here once they are built. */
export const residentEventTypes = defineEventTypes({ context: 'resident', owner: 'intake', category: 'resident' }, {});
