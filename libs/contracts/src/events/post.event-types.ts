import { areaCode, identifier, moment, personId, title } from './directory-schemas.js';
import { defineEventTypes } from './event-type.js';

/** Events of `post-*` streams, appended by dispatch alone. Sealed beside them: `name` and `phone` of the person, `reason` of an end. */
export const postEventTypes = defineEventTypes(
  { context: 'post', owner: 'dispatch', category: 'post', reference: true },
  {
    RoleAssigned: {
      zh: '岗位已任命',
      data: {
        type: 'object',
        required: ['post', 'person', 'role', 'unit', 'title', 'area', 'from'],
        properties: {
          post: identifier,
          person: personId,
          role: { type: ['string', 'null'], pattern: '^[A-Z]{2,3}$' },
          unit: identifier,
          title,
          area: areaCode,
          from: moment,
          firstContact: { enum: ['duty', 'default'] },
          grids: { type: 'array', items: identifier, maxItems: 60 },
          buildings: { type: 'array', items: identifier, maxItems: 60 },
        },
      },
    },
    RoleEnded: {
      zh: '岗位已卸任',
      data: { type: 'object', required: ['post', 'person', 'to'], properties: { post: identifier, person: personId, to: moment } },
    },
  },
);
