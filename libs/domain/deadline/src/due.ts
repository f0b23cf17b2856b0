import { epochOf, shanghai, type Instant } from '@huying/kernel';
import type { Duration } from './duration.js';
import { daysAfter, localDayOf, momentOf, nextDay, type LocalDay } from './local-day.js';
import { minutesOf, type OfficeHours } from './office-hours.js';
import type { WorkCalendar } from './work-calendar.js';

/** When a limit is over, and whether the calendar may still change that (RULES §1.6: a year not published → 暂定). */
export interface Due {
  readonly due: Instant;
  readonly provisional: boolean;
}

const minuteMs = 60_000;

/**
 * When a limit that starts at `start` is over (RULES §1.6, counting rules).
 *
 * Days: the day of the start is not counted, the last one ends at `dayEnds`; 24:00 is written as the next midnight. Calendar days
 * whose last one is off end on the next working day. Hours and minutes run from the stated moment, day and night. Working hours run
 * within business hours of working days only.
 */
export function dueOf(start: Instant, duration: Duration, calendar: WorkCalendar, hours: OfficeHours): Due {
  switch (duration.unit) {
    case 'min':
      return { due: shanghai(epochOf(start) + duration.count * minuteMs), provisional: false };
    case 'h':
      return { due: shanghai(epochOf(start) + duration.count * 60 * minuteMs), provisional: false };
    case 'd':
      return endOfCalendarDays(localDayOf(start), duration.count, calendar, hours);
    case 'wd':
      return endOfWorkingDays(localDayOf(start), duration.count, calendar, hours);
    case 'wh':
      return endOfWorkingHours(start, duration.count, calendar, hours);
  }
}

function endOfWorkingDays(startDay: LocalDay, count: number, calendar: WorkCalendar, { dayEnds }: OfficeHours): Due {
  let day = startDay;
  let provisional = false;
  for (let counted = 0; counted < count;) {
    day = nextDay(day);
    provisional ||= !calendar.covers(day);
    if (calendar.isWorkingDay(day)) counted += 1;
  }
  return { due: momentOf(day, minutesOf(dayEnds)), provisional };
}

function endOfCalendarDays(startDay: LocalDay, count: number, calendar: WorkCalendar, { dayEnds }: OfficeHours): Due {
  let day = daysAfter(startDay, count);
  let provisional = !calendar.covers(day);
  while (!calendar.isWorkingDay(day)) {
    day = nextDay(day);
    provisional ||= !calendar.covers(day);
  }
  return { due: momentOf(day, minutesOf(dayEnds)), provisional };
}

function endOfWorkingHours(start: Instant, count: number, calendar: WorkCalendar, { businessHours }: OfficeHours): Due {
  const from = epochOf(start);
  let left = count * 60 * minuteMs;
  let provisional = false;
  for (let day = localDayOf(start); ; day = nextDay(day)) {
    provisional ||= !calendar.covers(day);
    if (!calendar.isWorkingDay(day)) continue;
    for (const [opens, closes] of businessHours) {
      const begin = Math.max(from, epochOf(momentOf(day, minutesOf(opens))));
      const end = epochOf(momentOf(day, minutesOf(closes)));
      const worked = Math.max(0, end - begin);
      if (worked >= left) return { due: shanghai(begin + left), provisional };
      left -= worked;
    }
  }
}
