import chineseDays from 'chinese-days';
import type { AdoptCalendarBody } from '@huying/contracts';

/** The first year that RULES and the data of `chinese-days` are both known to agree on. */
const firstYear = 2025;
/** 国务院办公厅关于2026年部分节假日安排的通知, from which the newest year of the data was taken. */
const newestNotice = '2025-11-04T00:00:00+08:00';

/**
 * The calendar of working days as published by the State Council, from the npm package `chinese-days`. It covers the years for which the
 * package holds a notice; what is counted over a later one is provisional until its calendar is adopted.
 */
export function publishedCalendar(area: string): AdoptCalendarBody {
  const years: number[] = [];
  const offDays: string[] = [];
  const makeUpDays: string[] = [];
  for (let year = firstYear; isPublished(year); year++) {
    years.push(year);
    for (const day of daysOf(year)) {
      if (isWeekend(day)) {
        if (chineseDays.isWorkday(day)) makeUpDays.push(day);
      } else if (chineseDays.isHoliday(day)) offDays.push(day);
    }
  }
  return {
    area,
    version: `cn-${String(years.at(-1))}`,
    source: { url: 'https://github.com/vsme/chinese-days', publishedAt: newestNotice },
    years,
    offDays,
    makeUpDays,
  };
}

/** Every notice names the National Day; a year without it has none yet. */
const isPublished = (year: number): boolean => {
  const weekdays = daysOf(year).filter((day) => day.slice(5) >= '10-01' && day.slice(5) <= '10-07' && !isWeekend(day));
  return weekdays.some((day) => chineseDays.isHoliday(day));
};

function daysOf(year: number): readonly string[] {
  const days: string[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
