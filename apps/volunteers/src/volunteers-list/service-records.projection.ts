import { volunteerEventTypes } from '@huying/contracts';
import type { HoursConfirmed, HoursProposed } from '@huying/domain-volunteering';
import { defineProjection } from '@huying/event-bus';
import { idOf } from '../volunteering-streams/streams.js';

export interface ServiceRecordRow {
  readonly record: string;
  readonly volunteer: string;
  readonly area: string | null;
  readonly activity: string;
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
  readonly checkedOut: boolean;
  readonly confirmed: boolean;
  /** Policy guards that were flagged when it was proposed or confirmed. */
  readonly breaches: readonly string[];
  /** The events that it rests on. */
  readonly events: readonly string[];
}

/** One row for each visit whose hours were proposed. */
export const serviceRecords = defineProjection<HoursProposed | HoursConfirmed, ServiceRecordRow>({
  name: 'service_records_v1',
  types: { HoursProposed: volunteerEventTypes.HoursProposed, HoursConfirmed: volunteerEventTypes.HoursConfirmed },
  columns: {
    record: 'text',
    volunteer: 'text',
    area: 'text',
    activity: 'text',
    from: 'instant',
    to: 'instant',
    minutes: 'integer',
    checkedOut: 'flag',
    confirmed: 'flag',
    breaches: 'texts',
    events: 'texts',
  },
  indexes: [['volunteer', 'from', 'record'], ['activity']],
  key: ({ data }) => data.record,
  on: {
    HoursProposed: ({ data, stream, area, id }) => ({
      record: data.record,
      volunteer: idOf(stream),
      area: area ?? null,
      activity: data.activity,
      from: data.frm,
      to: data.to,
      minutes: data.minutes,
      checkedOut: data.checkedOut,
      confirmed: false,
      breaches: data.breaches ?? [],
      events: [id],
    }),
    HoursConfirmed: ({ data, stream, area, id }, row) => ({
      record: data.record,
      volunteer: idOf(stream),
      area: area ?? null,
      activity: data.activity,
      from: data.frm,
      to: data.to,
      minutes: data.minutes,
      checkedOut: row?.checkedOut ?? true,
      confirmed: true,
      breaches: [...(row?.breaches ?? []), ...(data.breaches ?? [])],
      events: [...(row?.events ?? []), id],
    }),
  },
});
