import { createHash } from 'node:crypto';
import type { CaseFact, Matter } from '@huying/domain-case';
import type { OrderFact } from '@huying/domain-order';
import { derivedId } from '@huying/platform';
import type { CaseHistoryEvent } from '@huying/domain-lifecycle';

/** One step of a case: minutes after its registration, in whose hand, what, and how much of it is sealed text. */
export type Step =
  | { readonly minutes: number; readonly side: 'case'; readonly fact: CaseFact; readonly sealedBytes: number }
  | { readonly minutes: number; readonly side: 'order'; readonly fact: OrderFact; readonly sealedBytes: number };

const onCase = (minutes: number, fact: CaseFact, sealedBytes = 0): Step => ({ minutes, side: 'case', fact, sealedBytes });
const onOrder = (minutes: number, fact: OrderFact, sealedBytes = 0): Step => ({ minutes, side: 'order', fact, sealedBytes });
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The case's id: stream ids of both sides, and its key. */
export const caseIdOf = (n: number): string => derivedId('bench case', String(n));

/**
 * The life of the n-th case: the straight path from registration to closing (RULES §1.4), every fifth with a return, every seventh with a
 * rejected completion, every third with failed tries before the resident is reached. 20 events on average, by the two services.
 */
export function historyOf(n: number): readonly Step[] {
  const area = '430304900900';
  const person = `resident-${n % 5_000}`;
  const handler = { unit: 'U-PM', person: `handler-${n % 40}` };
  const owner = { person: `staff-${n % 12}`, unit: 'U-COM', post: `post-${n % 12}` };
  const place = { grid: `grid-${n % 2}`, building: `building-${n % 60}`, entrance: String((n % 4) + 1) };
  const priority = 'normal' as const;
  const matter: Matter = {
    area,
    type: 'REPAIR',
    service: `lamp-${n % 30}`,
    priority,
    place,
    contact: 'phone',
    complainant: person,
    keyHolder: person,
  };
  const due = {
    start: '2026-06-18T09:00:00.000+08:00',
    due: '2026-06-26T24:00:00.000+08:00',
    provisional: false,
    priority,
    policy: 'v0',
    calendar: '2026-1',
  };
  const dispatched = (minutes: number, dispatch: number): Step[] => [
    onOrder(minutes, { type: 'CaseDispatched', data: { dispatch, ...handler, volunteer: false, item: 'D-03', priority } }),
    onOrder(minutes, { type: 'DeadlineSet', data: { ...due, timer: 'TM06', basis: 'dispatch' } }),
    onOrder(minutes, { type: 'DeadlineSet', data: { ...due, timer: 'TM08', basis: 'dispatch' } }),
  ];
  const evidence = (minutes: number, kind: 'photo-before' | 'photo-after' | 'cost-source' | 'sign'): Step =>
    onOrder(minutes, {
      type: 'EvidenceAttached',
      data: { kind, sha256: hash(`${n} ${kind}`), contentKey: hash(`${kind} ${n}`), mediaType: 'image/jpeg', bytes: 400_000 + n },
    });
  const completed = (minutes: number): Step =>
    onOrder(
      minutes,
      {
        type: 'CompletionReported',
        data: { ...handler, contact: 'contacted', evidence: ['photo-before', 'photo-after', 'cost-source', 'sign'] },
      },
      300,
    );
  return [
    onCase(
      0,
      {
        type: 'CaseRegistered',
        data: {
          area,
          type: 'REPAIR',
          service: matter.service,
          menu: 'menu-1',
          channel: 'phone',
          place,
          contact: 'phone',
          complainant: person,
          keyHolder: person,
        },
      },
      500,
    ),
    onCase(0, { type: 'FirstContactAssigned', data: { ...owner, basis: 'asked' } }),
    onCase(0, { type: 'DeadlineSet', data: { ...due, timer: 'TM02' } }),
    onCase(20, { type: 'CaseAccepted', data: { handover: 1, cycle: 1, duplicates: [], ...matter } }),
    onOrder(21, { type: 'HandoverTaken', data: { handover: 1, cycle: 1, ...matter } }),
    ...dispatched(45, 1),
    ...(n % 5 === 0
      ? [
          onOrder(60, { type: 'ReturnRequested', data: { unit: handler.unit, afterSignOff: false, request: 1 } }, 200),
          onOrder(80, { type: 'ReturnApproved', data: { request: 1 } }),
          ...dispatched(95, 2),
        ]
      : []),
    onOrder(120, { type: 'CaseSigned', data: handler }),
    ...(n % 3 === 0 ? [onOrder(130, { type: 'ContactAttemptFailed', data: { via: 'phone', try: 1 } })] : []),
    onOrder(150, { type: 'ResidentContacted', data: { via: 'phone', effective: true } }, 150),
    evidence(200, 'photo-before'),
    evidence(1_500, 'photo-after'),
    evidence(1_510, 'cost-source'),
    evidence(1_520, 'sign'),
    completed(1_530),
    ...(n % 7 === 0 ? [onOrder(1_600, { type: 'CompletionRejected', data: {} }, 200), completed(1_700)] : []),
    onOrder(1_800, { type: 'CompletionAccepted', data: { handover: 2, handler } }),
    onCase(1_801, { type: 'HandoverTaken', data: { handover: 2, outcome: 'completed', handler } }),
    onCase(2_880, { type: 'CallbackAttempted', data: { try: 1, answered: true, durationSeconds: 75, registeredNumber: true } }),
    onCase(2_881, { type: 'CallbackCompleted', data: { answer: 'resolved', contacted: true } }, 150),
    onCase(2_881, { type: 'RatingSubmitted', data: { grade: '满意', by: 'resident' } }),
    onCase(2_881, { type: 'FirstContactDischarged', data: { person: owner.person, replied: true } }),
    onCase(2_882, { type: 'CaseClosed', data: { reason: 'answered' } }),
  ];
}

/** The side of a stream, by its category. */
export const sideOf = (stream: string): CaseHistoryEvent['side'] => (stream.startsWith('order-') ? 'order' : 'case');
