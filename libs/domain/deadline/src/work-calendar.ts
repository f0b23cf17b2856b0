import { isLocalDay, isWeekend, yearOf, type LocalDay } from './local-day.js';

/** A published calendar as an event carries it: which years it covers, and how their days depart from Monday to Friday. */
export interface CalendarDays {
  readonly version: string;
  readonly years: readonly number[];
  /** Days off; weekends need not be listed. */
  readonly offDays: readonly LocalDay[];
  /** Weekend days that are worked (调休). */
  readonly makeUpDays: readonly LocalDay[];
}

/** A calendar ready to be asked. */
export interface WorkCalendar {
  readonly version: string;
  isWorkingDay(day: LocalDay): boolean;
  /** False where the day's year was not published: whatever is counted over it is provisional (暂定). */
  covers(day: LocalDay): boolean;
}

export function workCalendar(days: CalendarDays): WorkCalendar {
  const years = new Set(days.years);
  const off = new Set(days.offDays);
  const makeUp = new Set(days.makeUpDays);
  return {
    version: days.version,
    isWorkingDay: (day) => makeUp.has(day) || (!off.has(day) && !isWeekend(day)),
    covers: (day) => years.has(yearOf(day)),
  };
}

/** What is wrong with a calendar; empty where nothing is. A wrong calendar moves due dates, so the whole of it is checked at adoption. */
export function calendarFaults({ years, offDays, makeUpDays }: CalendarDays): readonly string[] {
  const days = [...offDays, ...makeUpDays];
  const unreal = days.filter((day) => !isLocalDay(day));
  if (unreal.length > 0) return unreal.map((day) => `${day}: no such day`);
  const covered = new Set(years);
  return [
    ...(years.length === 0 ? ['years: at least one'] : []),
    ...(new Set(days).size < days.length ? repeated(days).map((day) => `${day}: listed twice`) : []),
    ...days.filter((day) => !covered.has(yearOf(day))).map((day) => `${day}: its year is not among those covered`),
    ...makeUpDays.filter((day) => !isWeekend(day)).map((day) => `${day}: a make-up day is a Saturday or Sunday`),
  ];
}

const repeated = (days: readonly LocalDay[]): readonly LocalDay[] => [...new Set(days.filter((day, index) => days.indexOf(day) < index))];
