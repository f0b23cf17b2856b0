import { adoption, localDay, moment } from './directory-schemas.js';
import { defineEventTypes } from './event-type.js';

/** Events of `calendar-<area>` streams, appended by dispatch alone. */
export const calendarEventTypes = defineEventTypes(
  { context: 'calendar', owner: 'dispatch', category: 'calendar', reference: true },
  {
    CalendarVersionAdopted: {
      zh: '工作日历已采用',
      data: {
        type: 'object',
        required: ['area', 'version', 'digest', 'effectiveFrom', 'source', 'years', 'offDays', 'makeUpDays'],
        properties: {
          ...adoption,
          source: {
            type: 'object',
            required: ['url', 'publishedAt'],
            properties: { url: { type: 'string', maxLength: 500 }, publishedAt: moment },
          },
          years: { type: 'array', items: { type: 'integer' }, maxItems: 12 },
          offDays: { type: 'array', items: localDay, maxItems: 366 },
          makeUpDays: { type: 'array', items: localDay, maxItems: 120 },
        },
      },
    },
  },
);
