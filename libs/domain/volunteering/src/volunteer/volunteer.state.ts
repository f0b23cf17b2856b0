import type { Recorded } from '@huying/kernel';
import type { Interval } from '../interval.js';
import type { VolunteerFact } from './volunteer.facts.js';

/** One visit's hours. */
export interface ServiceRecord extends Interval {
  readonly record: string;
  readonly activity: string;
  readonly minutes: number;
  readonly checkedOut: boolean;
  readonly confirmed: boolean;
}

export type VolunteerState =
  | { readonly status: 'absent' }
  | {
      readonly status: 'registered';
      readonly person: string;
      readonly area: string;
      readonly records: Readonly<Record<string, ServiceRecord>>;
    };

export function evolveVolunteer(state: VolunteerState, event: Recorded<VolunteerFact>): VolunteerState {
  switch (event.type) {
    case 'VolunteerRegistered':
      return { status: 'registered', person: event.data.person, area: event.data.area, records: {} };
    case 'HoursProposed': {
      const { record, activity, minutes, frm, to, checkedOut } = event.data;
      return withRecord(state, { record, activity, minutes, from: frm, to, checkedOut, confirmed: false });
    }
    case 'HoursConfirmed': {
      const { record, activity, minutes, frm, to } = event.data;
      return withRecord(state, { record, activity, minutes, from: frm, to, checkedOut: true, confirmed: true });
    }
  }
}

const withRecord = (state: VolunteerState, record: ServiceRecord): VolunteerState =>
  state.status === 'absent' ? state : { ...state, records: { ...state.records, [record.record]: record } };
