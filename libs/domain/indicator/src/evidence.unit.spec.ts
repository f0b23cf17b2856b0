import type { CaseFact } from '@huying/domain-case';
import type { OrderFact } from '@huying/domain-order';
import type { Fact } from '@huying/kernel';
import { describe, expect, it } from 'vitest';
import { evolveCaseEvidence, noCaseEvidence } from './case-evidence.js';
import type { Witnessed } from './evidence.js';
import { evolveOrderEvidence, noOrderEvidence } from './order-evidence.js';
import { recordOfCase } from './record-of-case.js';
import { toleranceOf } from './record-tolerance.js';
import { mark, on18June } from './sample-record.spec.js';

const told = <F extends Fact>(id: string, type: F['type'], data: object = {}, cycle = 1) =>
  ({ id, type, data, cycle, time: on18June('09:00'), recordedAt: on18June('09:01'), actor: 'P1', streamVersion: 1 }) as unknown as Witnessed<F>;
const order = (id: string, type: OrderFact['type'], data?: object, cycle?: number) => told<OrderFact>(id, type, data, cycle);
const limit = (timer: string, time: string) => ({ timer, due: on18June(time) });
const evidence = (id: string) => mark(id, on18June('09:00'), on18June('09:01'));

describe('the evidence of a case', () => {
  it('is each dispatch with its limit and signature, each completion with its rejection, and what reached the resident', () => {
    const folded = [
      order('d1', 'CaseDispatched'),
      order('l1', 'DeadlineSet', limit('TM06', '10:00')),
      order('d2', 'CaseDispatched'),
      order('l2', 'DeadlineSet', limit('TM06', '11:00')),
      order('s2', 'CaseSigned'),
      order('c1', 'ResidentContacted', { effective: false }),
      order('c2', 'ResidentContacted', { effective: true }),
      order('r1', 'CompletionReported'),
      order('x1', 'CompletionRejected'),
      order('r2', 'CompletionReported'),
    ].reduce(evolveOrderEvidence, noOrderEvidence);
    expect(folded).toMatchObject({
      dispatches: [
        { dispatched: evidence('d1'), signOff: { due: on18June('10:00'), set: evidence('l1') } },
        { dispatched: evidence('d2'), signOff: { due: on18June('11:00'), set: evidence('l2') }, signed: evidence('s2') },
      ],
      contacts: [evidence('c2')],
      completions: [{ reported: evidence('r1'), rejected: evidence('x1') }, { reported: evidence('r2') }],
    });
  });

  it('has the first contact limit, and the earliest main limit of the first cycle', () => {
    const folded = [
      order('a', 'DeadlineSet', limit('TM07', '12:00')),
      order('b', 'DeadlineSet', limit('TM07', '10:00')),
      order('c', 'DeadlineSet', limit('TM08', '18:00')),
      order('d', 'DeadlineSet', limit('TM08', '17:00')),
      order('e', 'DeadlineSet', limit('TM08', '19:00')),
      order('f', 'DeadlineSet', limit('TM08', '11:00'), 2),
    ].reduce(evolveOrderEvidence, noOrderEvidence);
    expect([folded.contactLimit?.set.event, folded.mainLimit?.set.event]).toEqual(['a', 'd']);
  });

  it('makes the record that figures read, with or without what dispatch tells', () => {
    const intake = [
      told<CaseFact>('k', 'CallbackCompleted', { answer: 'partly' }),
      told<CaseFact>('g', 'RatingSubmitted', { grade: '满意' }),
      told<CaseFact>('z', 'CaseClosed'),
      told<CaseFact>('w', 'CaseWithdrawn'),
    ].reduce(evolveCaseEvidence, noCaseEvidence);
    const own = { case: 'C1', contact: 'phone' } as const;
    expect(recordOfCase(own, intake, undefined)).toEqual({
      ...own,
      ...{ dispatches: [], contacts: [], completions: [] },
      callbacks: [{ completed: evidence('k'), answer: 'partly' }],
      ratings: [{ submitted: evidence('g'), grade: '满意' }],
      exit: { how: 'withdrawn', mark: evidence('w') },
    });
    const dispatch = evolveOrderEvidence(noOrderEvidence, order('v', 'CaseWithdrawn'));
    expect(recordOfCase(own, intake, dispatch).exit?.mark.event).toBe('v');
  });
});

describe('how late a record may come', () => {
  it.each([
    ['24h', 86_400_000],
    ['30min', 1_800_000],
  ])('is %s by the policy that says so', (recordTolerance, toleranceMs) => {
    expect(toleranceOf({ recordTolerance })).toEqual({ toleranceMs });
  });

  it('is nothing without a policy', () => {
    expect(toleranceOf(undefined)).toEqual({ toleranceMs: 0 });
  });
});
