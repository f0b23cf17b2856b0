import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { caseTypes } from '@huying/domain-case';
import type { PolicyGuard } from '@huying/kernel';
import { evidenceKinds, missingEvidence } from './evidence.js';
import type { OrderFact } from './order-facts.js';
import {
  assignee,
  at,
  atS20,
  atS30,
  atS40,
  colleague,
  contacted,
  dispatched,
  due,
  evidence,
  given,
  handler,
  lead,
  nextWorkingDayEnds,
  proven,
  reported,
  reviewer,
  rules,
  signed,
  taken,
} from './order-story.spec.js';

const report = (actor = handler) => ({ type: 'ReportCompletion', at, actor, data: { result: '已换灯管', rules } }) as const;
/** One working day for the review (TM12). */
const reviewDue = due('TM12', at, nextWorkingDayEnds, 'completion');
const tried = (n: number): OrderFact[] => Array.from({ length: n }, (_, i) => ({ type: 'ContactAttemptFailed', data: { via: 'phone', try: i + 1 } }));
const done = (contact: 'contacted' | 'failed-tries' | 'none-owed'): OrderFact => ({
  type: 'CompletionReported',
  data: { ...assignee, contact, evidence: ['photo-before', 'photo-after', 'cost-source', 'sign'] },
});

describe('recording contacts and evidence', () => {
  const contact = (actor = handler) => ({ type: 'RecordContact', at, actor, data: { via: 'relay', effective: true, note: '约好周五' } }) as const;
  const attach = (usedElsewhere = false) =>
    ({ type: 'AttachEvidence', at, actor: handler, data: { ...evidence('photo-before'), usedElsewhere } }) as const;

  it('is for the handler; what was said is sealed', () => {
    given(...atS20).when(contact()).then(contacted);
    given(...atS20).when(contact()).thenSealed({ part: 'note', person: 'R022', value: '约好周五' });
    given(...atS20).when(contact(colleague)).thenRefused('NOT_THE_HANDLER');
  });
  it('numbers the failed tries', () => {
    given(...atS30, ...tried(1))
      .when({ type: 'RecordFailedContact', at, actor: handler, data: { via: 'phone' } })
      .then({ type: 'ContactAttemptFailed', data: { via: 'phone', try: 2 } });
  });
  it('keeps evidence by digest, once', () => {
    given(...atS30).when(attach()).then({ type: 'EvidenceAttached', data: evidence('photo-before') });
    given(...atS30, { type: 'EvidenceAttached', data: evidence('photo-before') }).when(attach()).thenNothing();
  });
  it('takes no photo that another case has (guard `evidence.unique`), unless the policy flags it', () => {
    given(...atS30).when(attach(true)).thenRefused('EVIDENCE_ALREADY_USED');
    given(...atS30)
      .when({ ...attach(true), guards: new Set<PolicyGuard>(['evidence.unique']) })
      .then({ type: 'EvidenceAttached', data: { ...evidence('photo-before'), breaches: ['evidence.unique'] } });
  });
  it('takes evidence only once the order is signed', () => {
    given(...atS20).when(attach()).thenRefused('NOT_IN_PROGRESS');
  });
});

describe('reporting completion (RULES §1.4 T19)', () => {
  it('needs an effective contact and the evidence set of the type; the result is sealed', () => {
    given(...atS30, contacted, ...proven).when(report()).then(done('contacted'), reviewDue);
    given(...atS30, contacted, ...proven)
      .when(report())
      .thenSealed({ part: 'result', person: 'R022', value: '已换灯管' });
  });
  it('is refused without contact, and with a contact that had no effect', () => {
    given(...atS30, ...proven).when(report()).thenRefused('RESIDENT_NOT_CONTACTED');
    given(...atS30, { type: 'ResidentContacted', data: { via: 'phone', effective: false } }, ...proven)
      .when(report())
      .thenRefused('RESIDENT_NOT_CONTACTED');
  });
  it('accepts three failed tries instead of a contact, and not two', () => {
    given(...atS30, ...tried(3), ...proven).when(report()).then(done('failed-tries'), reviewDue);
    given(...atS30, ...tried(2), ...proven).when(report()).thenRefused('RESIDENT_NOT_CONTACTED');
  });
  it.each(['anonymous', 'declined', 'staff-found'] as const)('owes no contact where the resident is %s', (contact) => {
    given(taken({ contact }), dispatched, signed, ...proven).when(report()).then(done('none-owed'), reviewDue);
  });
  it('names the evidence that is missing', () => {
    given(...atS30, contacted, ...proven.slice(0, 2))
      .when(report())
      .thenRefused('EVIDENCE_INCOMPLETE', { missing: ['cost-source', 'sign'] });
  });
  it('is for the handler or his lead, and a second report changes nothing', () => {
    given(...atS30, contacted, ...proven).when(report(lead)).then(done('contacted'), reviewDue);
    given(...atS30, contacted, ...proven).when(report(colleague)).thenRefused('NOT_THE_HANDLER');
    given(...atS40).when(report()).thenNothing();
    given(...atS20).when(report()).thenRefused('NOT_IN_PROGRESS');
  });
  it('asks of every type a set that all the kinds together satisfy (RULES §1.5)', () => {
    fc.assert(
      fc.property(fc.constantFrom(...caseTypes), fc.subarray([...evidenceKinds]), (type, kinds) => {
        const missing = missingEvidence(type, kinds);
        expect(missing.some((kind) => kinds.includes(kind))).toBe(false);
        expect(missingEvidence(type, [...kinds, ...missing])).toEqual([]);
      }),
    );
  });
});

describe('reviewing a completion (RULES §1.4 T20, T21)', () => {
  const accept = (actor = reviewer) => ({ type: 'AcceptCompletion', at, actor, data: { finding: '属实' } }) as const;
  const reject = (actor = reviewer) => ({ type: 'RejectCompletion', at, actor, data: { reason: '照片不清' } }) as const;

  it('hands the case back to intake under the next number, with who did the work', () => {
    given(...atS40).when(accept()).then({ type: 'CompletionAccepted', data: { handover: 2, handler: assignee } });
  });
  it('sends it back to the handler; the clock goes on, for no new due date is set', () => {
    given(...atS40).when(reject()).then({ type: 'CompletionRejected', data: {} });
  });
  it('is never for the handler, nor for who reported, whatever post he holds', () => {
    given(...atS40).when(accept({ ...reviewer, person: 'P24' })).thenRefused('REVIEWER_IS_HANDLER');
    given(...atS30, contacted, ...proven, { ...reported, actor: 'P20' })
      .when(accept({ ...reviewer, person: 'P20' }))
      .thenRefused('REVIEWER_IS_HANDLER');
  });
  it('is for reviewers, after the report and before the hand-over', () => {
    given(...atS40).when(accept({ ...reviewer, role: 'SEC' })).thenRefused('ROLE_NOT_ALLOWED');
    given(...atS30).when(accept()).thenRefused('NOT_AWAITING_REVIEW');
    given(...atS40, { type: 'CompletionAccepted', data: { handover: 2, handler: assignee } })
      .when(reject())
      .thenRefused('ORDER_CLOSED');
  });
});
