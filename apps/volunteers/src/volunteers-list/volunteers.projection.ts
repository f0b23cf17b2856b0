import { volunteerEventTypes } from '@huying/contracts';
import type { VolunteerFact } from '@huying/domain-volunteering';
import { defineProjection, removed } from '@huying/event-bus';
import { idOf } from '../volunteering-streams/streams.js';

export interface VolunteerRow {
  readonly volunteer: string;
  readonly person: string;
  readonly area: string;
  readonly retiredMember: boolean;
  readonly since: string;
  readonly confirmedMinutes: number;
  readonly confirmedRecords: number;
  readonly pendingRecords: number;
}

/** Volunteers and the sum of their hours; names stay sealed. */
export const volunteers = defineProjection<VolunteerFact, VolunteerRow>({
  name: 'volunteers_v1',
  types: volunteerEventTypes,
  columns: {
    volunteer: 'text',
    person: 'text',
    area: 'text',
    retiredMember: 'flag',
    since: 'instant',
    confirmedMinutes: 'integer',
    confirmedRecords: 'integer',
    pendingRecords: 'integer',
  },
  indexes: [['area', 'volunteer'], ['person']],
  key: ({ stream }) => idOf(stream),
  on: {
    VolunteerRegistered: ({ data: { person, area, retiredMember }, time }, _row, volunteer) => ({
      volunteer,
      person,
      area,
      retiredMember,
      since: time,
      confirmedMinutes: 0,
      confirmedRecords: 0,
      pendingRecords: 0,
    }),
    HoursProposed: (_event, row) => (row === undefined ? removed : { ...row, pendingRecords: row.pendingRecords + 1 }),
    HoursConfirmed: ({ data }, row) =>
      row === undefined
        ? removed
        : {
            ...row,
            confirmedMinutes: row.confirmedMinutes + data.minutes,
            confirmedRecords: row.confirmedRecords + 1,
            pendingRecords: row.pendingRecords - 1,
          },
  },
});
