import { calendarEventTypes } from '@huying/contracts';
import type { CalendarVersionAdopted, PublishedCalendar } from '@huying/domain-directory';
import { defineProjection } from '@huying/event-bus';

export interface CalendarRow {
  readonly area: string;
  readonly version: string;
  readonly digest: string;
  readonly effectiveFrom: string;
  readonly adoptedAt: string;
  readonly adoptedBy: string;
  /** Order of adoption. */
  readonly position: number;
  readonly calendar: PublishedCalendar;
}

/** Every calendar that an area has adopted. */
export const calendars = defineProjection<CalendarVersionAdopted, CalendarRow>({
  name: 'calendars_v1',
  types: calendarEventTypes,
  columns: {
    area: 'text',
    version: 'text',
    digest: 'text',
    effectiveFrom: 'instant',
    adoptedAt: 'instant',
    adoptedBy: 'text',
    position: 'long',
    calendar: 'json',
  },
  key: ({ data }) => `${data.area}:${data.version}`,
  on: {
    CalendarVersionAdopted: ({ data, time, actor, position }) => {
      const { area, version, digest, effectiveFrom, source, years, offDays, makeUpDays } = data;
      return {
        area,
        version,
        digest,
        effectiveFrom,
        adoptedAt: time,
        adoptedBy: actor,
        position,
        calendar: { version, source, years, offDays, makeUpDays },
      };
    },
  },
});
