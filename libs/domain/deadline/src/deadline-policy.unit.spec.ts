import { describe, expect, it } from 'vitest';
import { flaggedGuards, limitOf, policyFaults, type DeadlinePolicy } from './deadline-policy.js';
import { defaultPolicy } from './default-policy.js';
import { colourOf } from './due-colour.js';
import { parseDuration } from './duration.js';
import { dueOfEarlySignOff, duesOfDispatch } from './stamped-due.js';
import { calendarFaults, workCalendar } from './work-calendar.js';

describe('a duration', () => {
  it.each(['5wd', '4wh', '24h', '30min', '30d'])('%s is read', (text) => {
    const duration = parseDuration(text);
    expect(`${String(duration?.count)}${String(duration?.unit)}`).toBe(text);
  });
  it.each(['', '0h', '-1h', '1.5h', '5 wd', '5WD', '5w', '99999d', 'manual'])('%j is no duration', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('a policy', () => {
  it('is without fault as proposed in RULES §1.6', () => {
    expect(policyFaults(defaultPolicy)).toEqual([]);
  });
  it('names every fault at once', () => {
    const faulty = {
      ...defaultPolicy,
      businessHours: [['12:00', '08:30']],
      recordTolerance: 'soon',
      timers: { TM08: { critical: '2h', urgent: '1 day', normal: '5wd', complex: '10wd' }, TM99: 'manual' },
      guards: { hard: ['state'], flag: ['state', 'I1', 'I2', 'completion.contct'] },
    } as unknown as DeadlinePolicy;
    expect(policyFaults(faulty)).toHaveLength(7);
  });
  it('runs no timer where the limit is null, left out or manual', () => {
    expect(limitOf(defaultPolicy, 'TM04', 'urgent')).toBeUndefined();
    expect(limitOf(defaultPolicy, 'TM01', 'normal')).toBeUndefined();
    expect(limitOf(defaultPolicy, 'TM16', 'normal')).toBeUndefined();
    expect(limitOf(defaultPolicy, 'TM08', 'normal')).toEqual({ count: 5, unit: 'wd' });
  });
  it('hands the deciders the guards that it flags', () => {
    expect(flaggedGuards({ ...defaultPolicy, guards: { hard: [], flag: ['I2'] } })).toEqual(new Set(['I2']));
  });
});

describe('a calendar', () => {
  const calendar = { version: 'v1', years: [2026], offDays: ['2026-01-01'], makeUpDays: ['2026-01-04'] };
  it('is without fault where every day exists, once, in a covered year', () => {
    expect(calendarFaults(calendar)).toEqual([]);
  });
  it.each([
    [{ offDays: ['2026-02-30'] }, 'no such day'],
    [{ offDays: ['2027-01-01'] }, 'not among those covered'],
    [{ makeUpDays: ['2026-01-05'] }, 'Saturday or Sunday'],
    [{ offDays: ['2026-01-01', '2026-01-01'] }, 'listed twice'],
    [{ offDays: ['2026-01-04'] }, 'listed twice'],
    [{ years: [] }, 'at least one'],
  ])('%j is refused: %s', (change, reason) => {
    expect(calendarFaults({ ...calendar, ...change }).join('; ')).toContain(reason);
  });
});

describe('the due dates of a dispatch', () => {
  const rules = { policy: defaultPolicy, calendar: workCalendar({ version: 'v1', years: [2026], offDays: [], makeUpDays: [] }) };
  const dues = duesOfDispatch('normal', '2026-06-30T16:00:00.000+08:00', rules);
  const main = dues.find(({ timer }) => timer === 'TM08');

  it('start the main one at the end of the time for signing', () => {
    expect(main).toEqual({
      timer: 'TM08',
      start: '2026-07-01T11:00:00.000+08:00',
      due: '2026-07-09T00:00:00.000+08:00',
      provisional: false,
    });
    expect(dues.map(({ timer }) => timer)).toEqual(['TM06', 'TM07', 'TM08', 'TM09']);
  });
  it('gain an earlier main one by a sign-off on the day of dispatch', () => {
    const earlier = main && dueOfEarlySignOff('normal', '2026-06-30T17:00:00.000+08:00', main, rules);
    expect(earlier?.due).toBe('2026-07-08T00:00:00.000+08:00');
  });
  it('gain nothing by a sign-off that changes no day, or comes late', () => {
    expect(main && dueOfEarlySignOff('normal', '2026-07-01T09:00:00.000+08:00', main, rules)).toBeUndefined();
    expect(main && dueOfEarlySignOff('normal', '2026-07-02T09:00:00.000+08:00', main, rules)).toBeUndefined();
  });
});

describe('the colour of an open case', () => {
  const colour = (now: string) => colourOf('2026-06-01T00:00:00.000+08:00', '2026-06-11T00:00:00.000+08:00', now);
  it.each([
    ['2026-06-01T00:00:00.000+08:00', 'green'],
    ['2026-06-08T23:59:59.999+08:00', 'green'],
    ['2026-06-09T00:00:00.000+08:00', 'yellow'],
    ['2026-06-11T00:00:00.000+08:00', 'yellow'],
    ['2026-06-11T00:00:00.001+08:00', 'red'],
  ])('at %s is %s', (now, expected) => {
    expect(colour(now)).toBe(expected);
  });
});
