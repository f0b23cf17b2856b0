import { calendarFaults, type CalendarDays } from '@huying/domain-deadline';
import type { Command, Decider, Fact, Instant } from '@huying/kernel';
import { adopt, type Adopted, type Adoption, type AdoptionRefusal } from './adoption.js';

/** A calendar as published: its days, and which notice says so (RULES §1.6). */
export interface PublishedCalendar extends CalendarDays {
  readonly source: { readonly url: string; readonly publishedAt: Instant };
}

export type CalendarVersionAdopted = Fact<'CalendarVersionAdopted', Adoption & PublishedCalendar>;
export type AdoptCalendar = Command<'AdoptCalendar', Adoption & PublishedCalendar>;

/** `calendar-<area>`: the calendars of working days that an area has adopted, each version once. */
export const calendarDecider: Decider<Adopted, AdoptCalendar, CalendarVersionAdopted, AdoptionRefusal> = {
  initial: {},
  decide: ({ data, actor }, adopted) => adopt(data, actor, adopted, calendarFaults(data), { type: 'CalendarVersionAdopted', data }),
  evolve: (adopted, { data }) => ({ ...adopted, [data.version]: data.digest }),
};
