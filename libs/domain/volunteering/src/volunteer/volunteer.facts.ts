import type { Breachable, Fact, Instant } from '@huying/kernel';

/** Sealed beside it: `name`, `phone` of the person. */
export type VolunteerRegistered = Fact<
  'VolunteerRegistered',
  {
    /** Opaque: the identity provider's subject. */
    readonly person: string;
    readonly area: string;
    readonly retiredMember: boolean;
  }
>;

/** Somebody says how long a visit lasted. `minutes` is 0 where nobody checked out (F4), until the organiser confirms a figure. */
export type HoursProposed = Fact<
  'HoursProposed',
  Breachable & {
    readonly record: string;
    readonly activity: string;
    readonly minutes: number;
    readonly frm: Instant;
    readonly to: Instant;
    readonly checkedOut: boolean;
  }
>;

export type HoursConfirmed = Fact<
  'HoursConfirmed',
  Breachable & { readonly record: string; readonly activity: string; readonly minutes: number; readonly frm: Instant; readonly to: Instant }
>;

export type VolunteerFact = VolunteerRegistered | HoursProposed | HoursConfirmed;
