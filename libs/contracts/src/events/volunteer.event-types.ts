import { areaCode, identifier, moment, personId } from './directory-schemas.js';
import { defineEventTypes } from './event-type.js';

const record = { type: 'string', maxLength: 120 } as const;
const minutes = { type: 'integer', minimum: 0, maximum: 1440 } as const;
const served = { record, activity: identifier, minutes, frm: moment, to: moment } as const;

/** Events of `volunteer-*` streams, appended by volunteers alone. Sealed beside them: `name` and `phone` of the person. */
export const volunteerEventTypes = defineEventTypes(
  { context: 'volunteer', owner: 'volunteers', category: 'volunteer' },
  {
    VolunteerRegistered: {
      zh: '志愿者已登记',
      data: {
        type: 'object',
        required: ['person', 'area', 'retiredMember'],
        properties: { person: personId, area: areaCode, retiredMember: { type: 'boolean' } },
      },
    },
    HoursProposed: {
      zh: '时长待核',
      data: {
        type: 'object',
        required: ['record', 'activity', 'minutes', 'frm', 'to', 'checkedOut'],
        properties: { ...served, checkedOut: { type: 'boolean' } },
      },
    },
    HoursConfirmed: {
      zh: '时长已确认',
      data: { type: 'object', required: ['record', 'activity', 'minutes', 'frm', 'to'], properties: served },
    },
  },
);
