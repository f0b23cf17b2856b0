import { defineEventTypes } from './event-type.js';
import { areaCode, identifier, title } from './directory-schemas.js';

/** Events of `grid-*` streams, appended by dispatch alone. */
export const gridEventTypes = defineEventTypes(
  { context: 'grid', owner: 'dispatch', category: 'grid', reference: true },
  {
    GridDefined: {
      zh: '网格已划定',
      data: {
        type: 'object',
        required: ['grid', 'area', 'name', 'buildings'],
        properties: {
          grid: identifier,
          area: areaCode,
          name: title,
          code: {
            type: 'object',
            required: ['value', 'source'],
            properties: { value: { type: 'string', pattern: '^[0-9A-Za-z]{1,40}$' }, source: { type: 'string', maxLength: 200 } },
          },
          buildings: {
            type: 'array',
            maxItems: 60,
            items: {
              type: 'object',
              required: ['building', 'name', 'units', 'households'],
              properties: {
                building: identifier,
                name: title,
                units: { type: 'integer', minimum: 0 },
                households: { type: 'integer', minimum: 0 },
              },
            },
          },
        },
      },
    },
  },
);
