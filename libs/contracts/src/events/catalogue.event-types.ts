import { defineEventTypes } from './event-type.js';

/** Events of `catalogue-*` streams, appended by intake alone: one stream per area that adopts a menu. */
export const catalogueEventTypes = defineEventTypes(
  { context: 'catalogue', owner: 'intake', category: 'catalogue', reference: true },
  {
    ServiceMenuAdopted: {
      zh: '采用服务菜单',
      data: {
        type: 'object',
        properties: {
          area: { type: 'string', pattern: '^[0-9]{6,17}$' },
          version: { type: 'string', minLength: 1, maxLength: 64 },
          items: {
            type: 'array',
            minItems: 1,
            maxItems: 100,
            items: {
              type: 'object',
              properties: {
                code: { type: 'string', minLength: 1, maxLength: 64 },
                zh: { type: 'string', minLength: 1, maxLength: 40 },
                en: { type: 'string', minLength: 1, maxLength: 80 },
                type: { enum: ['REPAIR', 'ENVIRONMENT', 'MEDIATION', 'HOMECERT', 'CONSULT', 'COMPLAINT', 'EMERGENCY'] },
              },
              required: ['code', 'zh', 'en', 'type'],
              additionalProperties: false,
            },
          },
        },
        required: ['area', 'version', 'items'],
        additionalProperties: false,
      },
    },
  },
);
