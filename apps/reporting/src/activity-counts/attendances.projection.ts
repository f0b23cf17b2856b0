import { activityEventTypes } from '@huying/contracts';
import type { BeneficiaryRecorded, CheckedIn } from '@huying/domain-volunteering';
import { defineProjection } from '@huying/event-bus';

export interface AttendanceRow {
  readonly activity: string;
  /** A keyed hash, or a volunteer id: nobody can be read out of it. */
  readonly who: string;
  readonly as: 'beneficiary' | 'volunteer';
  readonly times: number;
  /** One for each time. */
  readonly events: readonly string[];
}

const activityOf = (stream: string): string => stream.slice('activity-'.length);

/** Who was at which activity, and how often. */
export const attendances = defineProjection<BeneficiaryRecorded | CheckedIn, AttendanceRow>({
  name: 'attendances_v1',
  types: { BeneficiaryRecorded: activityEventTypes.BeneficiaryRecorded, CheckedIn: activityEventTypes.CheckedIn },
  columns: { activity: 'text', who: 'text', as: 'text', times: 'integer', events: 'texts' },
  indexes: [['activity', 'as']],
  key: (event) => `${activityOf(event.stream)}:${event.type === 'CheckedIn' ? event.data.volunteer : event.data.beneficiary}`,
  on: {
    BeneficiaryRecorded: ({ data, stream, id }, row) => ({
      activity: activityOf(stream),
      who: data.beneficiary,
      as: 'beneficiary',
      times: (row?.times ?? 0) + 1,
      events: [...(row?.events ?? []), id],
    }),
    CheckedIn: ({ data, stream, id }, row) => ({
      activity: activityOf(stream),
      who: data.volunteer,
      as: 'volunteer',
      times: (row?.times ?? 0) + 1,
      events: [...(row?.events ?? []), id],
    }),
  },
});
