import { describe, expect, it } from 'vitest';
import { dueOf } from './due.js';
import { durationOf } from './duration.js';
import { defaultPolicy } from './default-policy.js';
import { workCalendar } from './work-calendar.js';

const calendar = workCalendar({
  version: 'notices of 2025 and 2026',
  years: [2025, 2026],
  offDays: [
    ...['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06', '2025-10-07', '2025-10-08'],
    ...['2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
    ...['2026-04-06', '2026-05-01', '2026-05-04', '2026-05-05', '2026-06-19', '2026-09-25'],
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  ],
  makeUpDays: [
    ...['2025-09-28', '2025-10-11', '2026-01-04', '2026-02-14', '2026-02-28'],
    ...['2026-05-09', '2026-09-20', '2026-10-10'],
  ],
});
const due = (start: string, limit: string) => dueOf(start, durationOf(limit), calendar, defaultPolicy);

describe('counting working days (RULES §1.6, table)', () => {
  it.each([
    ['2025-09-26', 5, '2025-10-10', 'Sunday 28 September works, the National Day week is off'],
    ['2025-09-30', 5, '2025-10-14', 'Saturday 11 October works'],
    ['2026-02-13', 5, '2026-02-27', 'Saturday 14 February works, 15–23 February are off'],
    ['2026-04-30', 5, '2026-05-11', 'Labour Day is off, Saturday 9 May works'],
    ['2026-05-07', 5, '2026-05-13', 'Saturday 9 May works: Monday to Friday would be too late'],
    ['2026-06-16', 10, '2026-07-01', '19 June is off'],
    ['2026-06-18', 5, '2026-06-26', 'Dragon Boat Festival'],
    ['2026-09-18', 5, '2026-09-24', 'Sunday 20 September works'],
    ['2026-09-30', 10, '2026-10-20', 'National Day, Saturday 10 October works'],
  ])('%s and %i working days end with %s: %s', (start, days, lastDay) => {
    const counted = due(`${start}T16:20:00.000+08:00`, `${String(days)}wd`);
    expect(Date.parse(counted.due)).toBe(Date.parse(`${lastDay}T24:00:00+08:00`));
    expect(counted.provisional).toBe(false);
  });

  it('is provisional where the next year was not published, and says Monday to Friday', () => {
    expect(due('2026-12-29T09:00:00.000+08:00', '5wd')).toEqual({ due: '2027-01-06T00:00:00.000+08:00', provisional: true });
  });

  it('does not count the day of the start, however early it starts', () => {
    expect(due('2026-06-22T00:00:00.000+08:00', '1wd').due).toBe('2026-06-24T00:00:00.000+08:00');
  });

  it('takes the day in Shanghai, whatever offset the start is written with', () => {
    expect(due('2026-06-22T17:00:00.000Z', '1wd').due).toBe('2026-06-25T00:00:00.000+08:00');
  });

  it('ends at the close of business where the policy lets days end there', () => {
    const counted = dueOf('2026-06-22T09:00:00.000+08:00', durationOf('1wd'), calendar, { ...defaultPolicy, dayEnds: '17:30' });
    expect(counted.due).toBe('2026-06-23T17:30:00.000+08:00');
  });
});

/** What the dataset said at four moments about the Spring Festival of 2020 (plan, calendar_versions_2020). */
describe('the same case under four readings of the 2020 Spring Festival', () => {
  const festival = ['2020-01-24', '2020-01-27', '2020-01-28', '2020-01-29', '2020-01-30'];
  const reading = (offDays: string[], makeUpDays: string[]) => workCalendar({ version: 'x', years: [2020], offDays, makeUpDays });
  it.each([
    ['published 2019-11-21', reading(festival, ['2020-01-19', '2020-02-01']), '2020-02-03', '2020-02-04'],
    ['amended, 31 January omitted', reading(festival, ['2020-01-19']), '2020-02-04', '2020-02-05'],
    ['current', reading([...festival, '2020-01-31'], ['2020-01-19']), '2020-02-05', '2020-02-06'],
  ])('%s', (_, version, of21st, of22nd) => {
    const lastDay = (start: string) => dueOf(start, durationOf('5wd'), version, { ...defaultPolicy, dayEnds: '23:59' }).due.slice(0, 10);
    expect([lastDay('2020-01-21T10:00:00.000+08:00'), lastDay('2020-01-22T10:00:00.000+08:00')]).toEqual([of21st, of22nd]);
  });
});

describe('counting working hours', () => {
  it('carries what is left over night to the next working morning', () => {
    expect(due('2026-06-30T16:00:00.000+08:00', '4wh').due).toBe('2026-07-01T11:00:00.000+08:00');
  });
  it('rests over noon', () => {
    expect(due('2026-06-30T11:00:00.000+08:00', '2wh').due).toBe('2026-06-30T15:00:00.000+08:00');
  });
  it('starts at the next opening where the moment is out of hours', () => {
    expect(due('2026-06-18T20:00:00.000+08:00', '4wh').due).toBe('2026-06-22T14:30:00.000+08:00');
  });
  it('may end exactly at the close of business', () => {
    expect(due('2026-06-30T13:00:00.000+08:00', '3wh').due).toBe('2026-06-30T17:00:00.000+08:00');
    expect(due('2026-06-30T08:30:00.000+08:00', '7wh').due).toBe('2026-06-30T17:30:00.000+08:00');
  });
  it('counts a make-up Saturday', () => {
    expect(due('2026-05-08T17:00:00.000+08:00', '1wh').due).toBe('2026-05-09T09:00:00.000+08:00');
  });
  it('is provisional over a year that was not published', () => {
    expect(due('2026-12-31T17:00:00.000+08:00', '1wh').provisional).toBe(true);
  });
});

describe('counting hours and calendar days', () => {
  it('lets hours run from the stated moment through the weekend', () => {
    expect(due('2026-04-10T10:40:17.000+08:00', '24h')).toEqual({ due: '2026-04-11T10:40:17.000+08:00', provisional: false });
  });
  it('lets minutes run from the stated moment', () => {
    expect(due('2026-04-10T23:50:00.000+08:00', '30min').due).toBe('2026-04-11T00:20:00.000+08:00');
  });
  it('ends calendar days with the last one where that one is worked', () => {
    expect(due('2026-06-01T10:00:00.000+08:00', '30d').due).toBe('2026-07-02T00:00:00.000+08:00');
  });
  it('moves the last day on a holiday to the next working day', () => {
    expect(due('2026-09-01T10:00:00.000+08:00', '30d').due).toBe('2026-10-09T00:00:00.000+08:00');
  });
});
