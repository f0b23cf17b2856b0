import { areaCode, identifier, personId, title } from './directory-schemas.js';
import { defineEventTypes } from './event-type.js';

/** Events of `team-*` streams, appended by volunteers alone. */
export const teamEventTypes = defineEventTypes(
  { context: 'team', owner: 'volunteers', category: 'team' },
  {
    TeamRegistered: {
      zh: '志愿队已登记',
      data: {
        type: 'object',
        required: ['name', 'area', 'leader', 'leaderPerson'],
        properties: { name: title, area: areaCode, leader: identifier, leaderPerson: personId },
      },
    },
    TeamMemberJoined: {
      zh: '队员已加入',
      data: { type: 'object', required: ['volunteer', 'person'], properties: { volunteer: identifier, person: personId } },
    },
    TeamMemberLeft: {
      zh: '队员已退出',
      data: { type: 'object', required: ['volunteer'], properties: { volunteer: identifier } },
    },
  },
);
