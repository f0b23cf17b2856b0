import { adoption } from './directory-schemas.js';
import { defineEventTypes } from './event-type.js';

const limit = { type: ['string', 'null'], pattern: '^[1-9][0-9]{0,3}(wd|wh|h|min|d)$' } as const;

/** Events of `policy-<area>` streams, appended by dispatch alone. */
export const policyEventTypes = defineEventTypes(
  { context: 'policy', owner: 'dispatch', category: 'policy', reference: true },
  {
    PolicyVersionAdopted: {
      zh: '时限政策已采用',
      data: {
        type: 'object',
        required: ['area', 'version', 'digest', 'effectiveFrom', 'policy'],
        properties: {
          ...adoption,
          /** The whole policy (SCENARIO §1, `policy`): whoever has the event can compute every due date of it. */
          policy: {
            type: 'object',
            required: ['version', 'businessHours', 'dayEnds', 'timers', 'recordTolerance', 'guards'],
            properties: {
              timers: {
                type: 'object',
                propertyNames: { pattern: '^TM(0[1-9]|1[0-6])$' },
                additionalProperties: {
                  anyOf: [
                    { const: 'manual' },
                    {
                      type: 'object',
                      required: ['critical', 'urgent', 'normal', 'complex'],
                      properties: { critical: limit, urgent: limit, normal: limit, complex: limit },
                    },
                  ],
                },
              },
            },
          },
        },
      },
    },
  },
);
