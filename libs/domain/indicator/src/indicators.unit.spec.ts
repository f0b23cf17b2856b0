import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord, Exit } from './case-record.js';
import { indicatorNames, indicators, type IndicatorName } from './indicators.js';
import { percentage, rateOf } from './rate.js';
import { june, limit, mark, on18June, record, rules } from './sample-record.spec.js';

const measure = (name: IndicatorName, ...records: readonly CaseRecord[]) => {
  const { numerator, denominator } = rateOf(indicators[name], records, june, rules);
  return [numerator.length, denominator.length];
};
const due = on18June('17:30');
const dayLater = '2026-06-19T17:30:00.000+08:00';
const contactLimit = limit('e-tm07', due);
const mainLimit = limit('e-tm08', due);
const left = (how: Exit, at = on18June('10:00')) => ({ how, mark: mark('e-exit', at) });

describe('a percentage', () => {
  it.each([
    [83, 90, '92.22'],
    [76, 90, '84.44'],
    [1, 3, '33.33'],
    [2, 3, '66.67'],
    [1, 800, '0.13'],
    [94, 94, '100.00'],
    [0, 7, '0.00'],
    [0, 0, '—'],
  ])('of %i in %i is %s', (numerator, denominator, text) => {
    expect(percentage(numerator, denominator)).toBe(text);
  });
});

describe('response rate', () => {
  it('counts a contact in time, with the events behind it', () => {
    const rate = rateOf(indicators.response, [record({ contactLimit, contacts: [mark('e-contact', due)] })], june, rules);
    expect(rate).toEqual({ numerator: [{ case: 'C1', events: ['e-contact'] }], denominator: [{ case: 'C1', events: ['e-tm07'] }] });
  });
  it('leaves out a contact after the due date', () => {
    expect(measure('response', record({ contactLimit, contacts: [mark('e', on18June('17:31'))] }))).toEqual([0, 1]);
  });
  it('takes a contact that the log took up to 24 hours after the due date, and none later', () => {
    const written = (recorded: string) => record({ contactLimit, contacts: [mark('e', on18June('10:00'), recorded)] });
    expect(measure('response', written(dayLater))).toEqual([1, 1]);
    expect(measure('response', written('2026-06-19T17:30:00.001+08:00'))).toEqual([0, 1]);
    expect(measure('response-by-occurrence', written('2026-07-09T00:00:00.000+08:00'))).toEqual([1, 1]);
  });
  it.each(['anonymous', 'declined', 'staff-found'] as const)('leaves out who is not to be contacted: %s', (contact) => {
    expect(measure('response', record({ contactLimit, contact }))).toEqual([0, 0]);
  });
  it.each(['voided', 'transferred', 'not-accepted'] as const)('leaves out cases that are %s', (how) => {
    expect(measure('response', record({ contactLimit, exit: left(how) }))).toEqual([0, 0]);
  });
});

describe('a period', () => {
  it('holds dues after its start up to its very end: a day ends at 24:00', () => {
    const dueAt = (at: string) => measure('response', record({ contactLimit: limit('e', at) }))[1];
    expect([june.from, '2026-06-01T00:00:00.001+08:00', june.to, '2026-07-01T00:00:00.001+08:00'].map(dueAt)).toEqual([0, 1, 1, 0]);
  });
  it('holds events from its start until before its end', () => {
    const at = (moment: string) =>
      measure('resolution', record({ callbacks: [{ completed: mark('e', moment), answer: 'resolved' }] }))[1];
    expect([june.from, '2026-06-30T23:59:59.999+08:00', june.to].map(at)).toEqual([1, 1, 0]);
  });
  it('knows one moment under every offset', () => {
    expect(measure('response', record({ contactLimit: limit('e', '2026-06-30T16:00:00.000Z') }))).toEqual([0, 1]);
  });
});

describe('on-time completion by the original due date', () => {
  const reported = mark('e-done', on18June('16:00'));
  it('counts a completion that was not rejected', () => {
    expect(measure('on-time-original', record({ mainLimit, completions: [{ reported }] }))).toEqual([1, 1]);
    expect(measure('on-time-original', record({ mainLimit, completions: [{ reported, rejected: mark('e', dayLater) }] }))).toEqual([0, 1]);
  });
  it('counts the next report where the first was rejected and it is in time still', () => {
    const completions = [{ reported: mark('e1', on18June('10:00')), rejected: mark('e2', on18June('11:00')) }, { reported }];
    expect(measure('on-time-original', record({ mainLimit, completions }))).toEqual([1, 1]);
  });
  it.each(['withdrawn', 'merged', 'terminated'] as const)('leaves out what was %s before the due date, and no later', (how) => {
    expect(measure('on-time-original', record({ mainLimit, exit: left(how) }))).toEqual([0, 0]);
    expect(measure('on-time-original', record({ mainLimit, exit: left(how, dayLater) }))).toEqual([0, 1]);
  });
});

describe('on-time sign-off', () => {
  it('judges every dispatch by itself', () => {
    const dispatch = (signedAt?: string) => ({
      dispatched: mark('e-dispatch', on18June('09:00')),
      signOff: limit('e-tm06', due),
      ...(signedAt === undefined ? {} : { signed: mark('e-sign', signedAt) }),
    });
    const dispatches = [dispatch(on18June('10:00')), dispatch(dayLater), dispatch()];
    const rate = rateOf(indicators['sign-off-on-time'], [record({ dispatches })], june, rules);
    expect(rate.numerator).toEqual([{ case: 'C1', events: ['e-sign'] }]);
    expect(rate.denominator).toHaveLength(3);
    expect(rate.denominator[0]).toEqual({ case: 'C1', events: ['e-dispatch', 'e-tm06'] });
  });
  it('leaves out what was withdrawn before', () => {
    const dispatches = [{ dispatched: mark('e', on18June('09:00')), signOff: limit('e', due) }];
    expect(measure('sign-off-on-time', record({ dispatches, exit: left('withdrawn') }))).toEqual([0, 0]);
  });
});

describe('resolution and satisfaction', () => {
  const called = (answer: 'resolved' | 'partly' | 'unresolved') =>
    record({ callbacks: [{ completed: mark('e', on18June('10:00')), answer }] });
  const rated = (grade: CaseRecord['ratings'][number]['grade']) => record({ ratings: [{ submitted: mark('e', on18June('10:00')), grade }] });

  it('count partly solved as unsolved, and show it as solved beside', () => {
    const all = [called('resolved'), called('partly'), called('unresolved'), record()];
    expect(measure('resolution', ...all)).toEqual([1, 3]);
    expect(measure('resolution-partly', ...all)).toEqual([2, 3]);
  });
  it('count the first three grades as satisfied, the first two when strict', () => {
    const all = (['非常满意', '满意', '基本满意', '不满意', '非常不满意'] as const).map(rated);
    expect(measure('satisfaction', ...all)).toEqual([3, 5]);
    expect(measure('satisfaction-strict', ...all)).toEqual([2, 5]);
  });
  it('count merged complainants elsewhere', () => {
    expect(measure('resolution', { ...called('resolved'), exit: left('merged') })).toEqual([0, 0]);
  });
});

it('every rate lies between nothing and everything, and splits by case', () => {
  const moment = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minute) => new Date(Date.UTC(2026, 4, 15) + minute * 60_000).toISOString());
  const someMark = fc.record({ event: fc.uuid(), at: moment, recorded: moment });
  const someLimit = fc.record({ due: moment, set: someMark });
  const someRecord: fc.Arbitrary<CaseRecord> = fc.record(
    {
      case: fc.uuid(),
      contact: fc.constantFrom('phone', 'anonymous', 'declined', 'staff-found'),
      exit: fc.record({ how: fc.constantFrom('withdrawn', 'merged', 'voided'), mark: someMark }),
      dispatches: fc.array(fc.record({ dispatched: someMark, signOff: someLimit, signed: someMark }, { requiredKeys: ['dispatched'] })),
      contactLimit: someLimit,
      contacts: fc.array(someMark),
      mainLimit: someLimit,
      completions: fc.array(fc.record({ reported: someMark, rejected: someMark }, { requiredKeys: ['reported'] })),
      callbacks: fc.array(fc.record({ completed: someMark, answer: fc.constantFrom('resolved', 'partly', 'unresolved') })),
      ratings: fc.array(fc.record({ submitted: someMark, grade: fc.constantFrom('满意', '不满意') })),
    },
    { requiredKeys: ['case', 'contact', 'dispatches', 'contacts', 'completions', 'callbacks', 'ratings'] },
  );
  fc.assert(
    fc.property(fc.array(someRecord, { maxLength: 12 }), fc.nat({ max: 12 }), (records, at) => {
      for (const name of indicatorNames) {
        const [numerator = 0, denominator = 0] = measure(name, ...records);
        expect(numerator).toBeLessThanOrEqual(denominator);
        const [left, right] = [measure(name, ...records.slice(0, at)), measure(name, ...records.slice(at))];
        expect([(left[0] ?? 0) + (right[0] ?? 0), (left[1] ?? 0) + (right[1] ?? 0)]).toEqual([numerator, denominator]);
      }
    }),
    { numRuns: 50 },
  );
});
