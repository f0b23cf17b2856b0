import type { Command, Instant } from '@huying/kernel';
import type { Interval } from '../interval.js';
import type { VolunteeringRules } from '../volunteering-rules.js';

export type RegisterVolunteer = Command<
  'RegisterVolunteer',
  { readonly person: string; readonly area: string; readonly retiredMember: boolean; readonly name: string; readonly phone: string }
>;

/** What the activity's own stream says of the visit that hours are about. */
export interface ServedVisit {
  readonly record: string;
  readonly activity: string;
  readonly window: Interval;
  readonly organiserPerson: string;
  readonly area: string;
  readonly checkedInAt: Instant;
  readonly checkedOutAt?: Instant;
}

export type ProposeHours = Command<
  'ProposeHours',
  {
    /** Undefined where the activity knows of no such visit. */
    readonly visit: ServedVisit | undefined;
    /** Fewer than the visit lasted, where the service was shorter. Default: all of it. */
    readonly minutes?: number;
  }
>;

export type ConfirmHours = Command<
  'ConfirmHours',
  {
    /** Default: as proposed. */
    readonly minutes?: number;
    readonly visit: ServedVisit | undefined;
    readonly rules: VolunteeringRules;
  }
>;

export type VolunteerCommand = RegisterVolunteer | ProposeHours | ConfirmHours;

export type VolunteerRefusal =
  | 'OUTSIDE_YOUR_AREA'
  | 'VOLUNTEER_NOT_FOUND'
  | 'ALREADY_A_VOLUNTEER'
  | 'VISIT_NOT_FOUND'
  | 'NOT_YOURS_TO_REPORT'
  | 'NOT_YOURS_TO_CONFIRM'
  | 'STILL_SERVING'
  | 'MINUTES_EXCEED_SERVICE'
  | 'HOURS_OVERLAP'
  | 'RECORD_NOT_FOUND'
  | 'HOURS_ALREADY_CONFIRMED'
  | 'DAILY_CAP_EXCEEDED'
  | 'HOURS_SELF_CONFIRMED';
