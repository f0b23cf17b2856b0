import { defineEventTypes } from './event-type.js';

/** Events of `team-*` streams, appended by volunteers alone. */
export const teamEventTypes = defineEventTypes({ context: 'team', owner: 'volunteers', category: 'team' }, {});
