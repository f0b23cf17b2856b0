import { describe, expect, it } from 'vitest';
import { publishedCalendar } from './published-calendar.js';

describe('the published calendar', () => {
  const { years, offDays, makeUpDays } = publishedCalendar('430304900900');

  it('works on the weekend days of 2026 that the notice names', () => {
    expect(makeUpDays.filter((day) => day.startsWith('2026'))).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
  });

  it('rests on the weekdays of the Spring Festival and of the National Day', () => {
    expect(offDays).toEqual(expect.arrayContaining(['2026-02-17', '2026-02-23', '2026-10-01', '2026-10-07']));
    expect(offDays).not.toContain('2026-02-24');
  });

  it('covers no year without a notice', () => {
    expect(years).toContain(2026);
    expect(years).not.toContain(2035);
  });
});
