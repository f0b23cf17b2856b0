import { epochOf, shanghai, type Instant } from '@huying/kernel';

/** A day in Shanghai, `2026-06-18`. As all are ten characters, text order is time order. */
export type LocalDay = string;

const dayMs = 86_400_000;
const form = /^\d{4}-\d{2}-\d{2}$/;

/** True where the text names a day that exists: `2026-02-30` does not. */
export function isLocalDay(text: string): boolean {
  if (!form.test(text)) return false;
  const epoch = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(epoch) && new Date(epoch).toISOString().startsWith(text);
}

export const localDayOf = (instant: Instant): LocalDay => shanghai(epochOf(instant)).slice(0, 10);

export const yearOf = (day: LocalDay): number => Number(day.slice(0, 4));

export const nextDay = (day: LocalDay): LocalDay => daysAfter(day, 1);

export const daysAfter = (day: LocalDay, days: number): LocalDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Saturday or Sunday. */
export function isWeekend(day: LocalDay): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The moment so many minutes after the day's midnight; 1440 is 24:00, hence the next day's midnight. */
export const momentOf = (day: LocalDay, minutes: number): Instant => shanghai(epochOf(`${day}T00:00:00+08:00`) + minutes * 60_000);
