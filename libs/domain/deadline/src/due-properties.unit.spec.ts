import fc from 'fast-check';
import { epochOf, shanghai } from '@huying/kernel';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from './default-policy.js';
import { dueOf } from './due.js';
import type { Duration, DurationUnit } from './duration.js';
import { daysAfter, localDayOf } from './local-day.js';
import { minutesOf } from './office-hours.js';
import { workCalendar } from './work-calendar.js';

const day = fc.integer({ min: 0, max: 729 }).map((offset) => daysAfter('2026-01-01', offset));
const moment = fc.integer({ min: epochOf('2026-01-01T00:00:00+08:00'), max: epochOf('2027-06-30T00:00:00+08:00') });
const unit = fc.constantFrom<DurationUnit>('wd', 'wh', 'h', 'min', 'd');
const count = fc.integer({ min: 1, max: 40 });
const calendar = fc
  .record({ offDays: fc.uniqueArray(day, { maxLength: 60 }), makeUpDays: fc.uniqueArray(day, { maxLength: 20 }) })
  .map((days) => workCalendar({ version: 'any', years: [2026, 2027], ...days }));

const due = (start: number, duration: Duration, days: ReturnType<typeof workCalendar>) =>
  epochOf(dueOf(shanghai(start), duration, days, defaultPolicy).due);

describe('a due date, whatever the calendar', () => {
  it('is never earlier for a later start', () => {
    fc.assert(
      fc.property(moment, moment, count, unit, calendar, (a, b, n, u, days) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(due(first, { count: n, unit: u }, days)).toBeLessThanOrEqual(due(second, { count: n, unit: u }, days));
      }),
    );
  });

  it('is never earlier for a longer limit, and always after the start', () => {
    fc.assert(
      fc.property(moment, count, unit, calendar, (start, n, u, days) => {
        const shorter = due(start, { count: n, unit: u }, days);
        expect(shorter).toBeGreaterThan(start);
        expect(due(start, { count: n + 1, unit: u }, days)).toBeGreaterThanOrEqual(shorter);
      }),
    );
  });

  it('ends with a working day where days are counted', () => {
    fc.assert(
      fc.property(moment, count, fc.constantFrom<DurationUnit>('wd', 'd'), calendar, (start, n, u, days) => {
        const lastDay = localDayOf(shanghai(due(start, { count: n, unit: u }, days) - 1));
        expect(days.isWorkingDay(lastDay)).toBe(true);
      }),
    );
  });

  it('leaves exactly as many working days between the start and the end as the limit says', () => {
    fc.assert(
      fc.property(moment, count, calendar, (start, n, days) => {
        const lastDay = localDayOf(shanghai(due(start, { count: n, unit: 'wd' }, days) - 1));
        let counted = 0;
        for (let at = daysAfter(localDayOf(shanghai(start)), 1); at <= lastDay; at = daysAfter(at, 1)) if (days.isWorkingDay(at)) counted += 1;
        expect(counted).toBe(n);
      }),
    );
  });

  it('lies within business hours of a working day where working hours are counted', () => {
    fc.assert(
      fc.property(moment, count, calendar, (start, n, days) => {
        const end = shanghai(due(start, { count: n, unit: 'wh' }, days));
        const minute = minutesOf(end.slice(11, 16));
        expect(days.isWorkingDay(localDayOf(end))).toBe(true);
        expect(defaultPolicy.businessHours.some(([opens, closes]) => minutesOf(opens) <= minute && minute <= minutesOf(closes))).toBe(true);
      }),
    );
  });
});
