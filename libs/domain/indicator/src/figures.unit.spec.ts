import { describe, expect, it } from 'vitest';
import { figuresOf, membersOf, policyVersionOf, type JudgedRecord } from './figures.js';
import { june, limit, mark, on18June, record } from './sample-record.spec.js';

/** Contacted in time, recorded two hours after the due date. */
const lateRecord = (id: string) =>
  record({
    case: id,
    contactLimit: limit('e-due', on18June('10:00')),
    contacts: [mark('e-contact', on18June('09:30'), on18June('12:00'))],
  });
const judged = (id: string, hours: number, policyVersion: string | null): JudgedRecord => ({
  record: lateRecord(id),
  rules: { toleranceMs: hours * 3_600_000, policyVersion },
});
const response = (records: readonly JudgedRecord[]) => {
  const figure = figuresOf(records, june).find(({ rate }) => rate === 'response');
  return [figure?.numerator, figure?.denominator, figure?.percent];
};

describe('the figures of a period', () => {
  it('judge each case by the policy of its own area', () => {
    expect(response([judged('C1', 24, 'v0'), judged('C2', 1, 'v1')])).toEqual([1, 2, '50.00']);
    expect(membersOf([judged('C1', 24, 'v0'), judged('C2', 1, 'v1')], june, 'response', 'numerator')).toEqual([
      { case: 'C1', events: ['e-contact'], ordinal: 1 },
    ]);
  });

  it('name the policy where it was one for all', () => {
    expect(policyVersionOf([judged('C1', 24, 'v0'), judged('C2', 24, 'v0')])).toBe('v0');
    expect(policyVersionOf([judged('C1', 24, 'v0'), judged('C2', 1, 'v1')])).toBeNull();
    expect([policyVersionOf([judged('C1', 0, null)]), policyVersionOf([])]).toEqual([null, null]);
  });

  it('print a dash where there was nothing to count', () => {
    expect(response([])).toEqual([0, 0, '—']);
  });
});
