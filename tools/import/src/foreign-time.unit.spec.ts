import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime } from './foreign-time.js';

const now = Date.parse('2026-06-18T09:00:00+08:00');

describe('reading the times of other systems', () => {
  it.each([
    ['2011-10-11 13:45:40.276000+02:00', '2011-10-11T13:45:40.276+02:00'],
    ['2014-05-09T19:02:21-05:00', '2014-05-09T19:02:21.000-05:00'],
    ['2014-05-09T19:02Z', '2014-05-09T19:02:00.000+00:00'],
    ['2014-05-09 19:02:21,5 +0530', '2014-05-09T19:02:21.500+05:30'],
    [' 2012-02-29T23:59:59.999999999+14 ', '2012-02-29T23:59:59.999+14:00'],
  ])('reads %s', (text, at) => {
    expect(readTime(text, now)).toEqual({ kind: 'moment', at });
  });

  it.each([
    ['', 'MISSING_TIME'],
    ['yesterday', 'UNREADABLE_TIME'],
    ['11/10/2011 13:45', 'UNREADABLE_TIME'],
    ['2011-10-11', 'UNREADABLE_TIME'],
    ['2011-10-11T13:45:40', 'TIME_WITHOUT_ZONE'],
    ['2011-02-30T00:00:00Z', 'IMPOSSIBLE_TIME'],
    ['2011-13-01T00:00:00Z', 'IMPOSSIBLE_TIME'],
    ['2011-01-01T25:00:00Z', 'IMPOSSIBLE_TIME'],
    ['2011-01-01T10:61:00Z', 'IMPOSSIBLE_TIME'],
    ['2011-01-01T10:00:00+25:00', 'IMPOSSIBLE_TIME'],
    ['1899-12-31T23:59:59Z', 'ABSURD_TIME'],
    ['0001-01-01T00:00:00Z', 'ABSURD_TIME'],
    ['12011-01-01T00:00:00Z', 'ABSURD_TIME'],
    ['2026-06-20T00:00:00+08:00', 'ABSURD_TIME'],
  ])('refuses %j as %s', (text, code) => {
    expect(readTime(text, now)).toEqual({ kind: 'fault', code });
  });

  it('takes a zone that is given for times written without one, and no other', () => {
    expect(readTime('2011-10-11 13:45:40', now, '+08:00')).toEqual({ kind: 'moment', at: '2011-10-11T13:45:40.000+08:00' });
    expect(readTime('2011-10-11 13:45:40Z', now, '+08:00')).toEqual({ kind: 'moment', at: '2011-10-11T13:45:40.000+00:00' });
  });

  it('reads back every moment that it could be given', () => {
    const moments = fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date(now), noInvalidDate: true });
    fc.assert(
      fc.property(moments, (date) => {
        const time = readTime(date.toISOString(), now);
        expect(time.kind === 'moment' && Date.parse(time.at)).toBe(date.getTime());
      }),
    );
  });
});
