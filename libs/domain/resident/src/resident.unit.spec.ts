import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, type Actor, type Recorded } from '@huying/kernel';
import { recorded, specFor } from '@huying/testing';
import type { EndRetention, ResidentCommand } from './resident-commands.js';
import type { LegalHoldPlaced, PiiErasureRequested, ResidentFact } from './resident-facts.js';
import { residentDecider } from './resident.decider.js';
import { holdsInForce } from './resident-state.js';
import type { CaseOfPerson, ErasureBasis, Standing } from './resident-vocabulary.js';
import { retentionEnds } from './retention.js';

const given = specFor(residentDecider);
const at = '2026-06-17T15:00:00.000+08:00';
const person = 'R008';
const [erasure, hold] = ['e-1', 'h-1'];
const district = '430304';
const officer: Actor = { person: 'P13', role: 'DPO', unit: 'U-COM', area: district };
const secretary: Actor = { person: 'P01', role: 'SEC', unit: 'U-COM', area: '430304900900' };
const supervisor: Actor = { person: 'P11', role: 'SUP', unit: 'U-SUP', area: district };
const case8: CaseOfPerson = { caseId: 'c-8', area: '430304900900', open: false, since: '2026-03-01T09:00:00.000+08:00' };

const ask = (
  actor = officer,
  cases: readonly CaseOfPerson[] = [case8],
  basis: ErasureBasis = 'resident-request',
  standings: readonly Standing[] = [],
): ResidentCommand => ({
  type: 'RequestErasure',
  at,
  actor,
  data: { erasure, person, basis, cases, standings },
});
const approve = (actor = secretary, cases: readonly CaseOfPerson[] = [case8]): ResidentCommand => ({
  type: 'ApproveErasure',
  at,
  actor,
  data: { erasure, cases, standings: [] },
});
const place = (actor = supervisor): ResidentCommand => ({
  type: 'PlaceLegalHold',
  at,
  actor,
  data: { hold, person, caseId: 'c-8', ground: 'inquiry', cases: [case8], standings: [] },
});
const release = (actor = supervisor): ResidentCommand => ({ type: 'ReleaseLegalHold', at, actor, data: { hold, cases: [case8], standings: [] } });

const asked = { type: 'PiiErasureRequested', data: { erasure, person, basis: 'resident-request' }, actor: 'P13' } as const;
const approved = {
  type: 'PiiErasureApproved',
  data: { erasure, person, basis: 'resident-request', approvedBy: ['P13', 'P01'] },
} as const satisfies ResidentFact;
const held: LegalHoldPlaced = { type: 'LegalHoldPlaced', data: { hold, person, caseId: 'c-8', ground: 'inquiry' } };
const lifted: ResidentFact = { type: 'LegalHoldReleased', data: { hold } };
const request: PiiErasureRequested = { type: 'PiiErasureRequested', data: asked.data };

describe('erasing a person’s data (RULES §6)', () => {
  it('is asked for by the data protection officer and approved by a second person', () => {
    given().when(ask()).then(request);
    given(asked).when(approve()).then(approved);
  });
  it('is never approved by whoever asked, whatever other post he holds', () => {
    given(asked)
      .when(approve({ ...secretary, person: 'P13' }))
      .thenRefused('SAME_PERSON');
  });
  it('is not asked for by anybody else, nor approved by the officer', () => {
    given().when(ask(secretary)).thenRefused('ROLE_NOT_ALLOWED');
    given(asked)
      .when(approve({ ...officer, person: 'P14' }))
      .thenRefused('ROLE_NOT_ALLOWED');
  });
  it('is for those whose post covers every case of the person', () => {
    const elsewhere: CaseOfPerson = { caseId: 'c-9', area: '430304901001', open: false, since: at };
    given(asked)
      .when(approve(secretary, [case8, elsewhere]))
      .thenRefused('OUTSIDE_YOUR_AREA');
    given(asked)
      .when(approve(supervisor, [case8, elsewhere]))
      .thenTypes('PiiErasureApproved');
  });
  it('waits until the person’s cases are over, unless the data should never have been collected', () => {
    const open = { ...case8, open: true };
    given()
      .when(ask(officer, [open]))
      .thenRefusedForNow('CASES_OPEN');
    given(asked)
      .when(approve(secretary, [open]))
      .thenRefusedForNow('CASES_OPEN');
    given()
      .when(ask(officer, [open], 'unlawful-collection'))
      .thenTypes('PiiErasureRequested');
  });
  it('waits until an officer has left his posts, and is for those in charge wherever he was known', () => {
    const [held, left] = [
      { area: '430304900900', inPost: true },
      { area: '430304900900', inPost: false },
    ];
    given()
      .when(ask(officer, [], 'resident-request', [held]))
      .thenRefusedForNow('STILL_IN_POST');
    given()
      .when(ask(officer, [], 'resident-request', [left]))
      .thenTypes('PiiErasureRequested');
    given()
      .when(ask({ ...officer, area: '430305' }, [], 'resident-request', [left]))
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
  it('is asked for once at a time', () => {
    const other: ResidentCommand = { type: 'RequestErasure', at, actor: officer, data: { ...asked.data, erasure: 'e-2', cases: [], standings: [] } };
    given(asked).when(ask()).thenNothing();
    given(asked).when(other).thenRefusedForNow('ERASURE_PENDING');
    given(asked, approved).when(other).thenTypes('PiiErasureRequested');
  });
  it('is approved once: a second click changes nothing', () => {
    given(asked, approved).when(approve()).thenNothing();
    given().when(approve()).thenRefused('ERASURE_NOT_FOUND');
  });
});

describe('refusing an erasure', () => {
  const reject = (actor = secretary): ResidentCommand => ({
    type: 'RejectErasure',
    at,
    actor,
    data: { erasure, reason: 'IDENTITY_UNCLEAR', cases: [case8], standings: [] },
  });
  const refusedBy = (secondPerson: string): ResidentFact => ({
    type: 'PiiErasureRefused',
    data: { ...asked.data, reason: 'IDENTITY_UNCLEAR', holds: [], requestedBy: 'P13', secondPerson },
  });
  it('is for whoever could approve it, and for him who asked', () => {
    given(asked).when(reject()).then(refusedBy('P01'));
    given(asked).when(reject(officer)).then(refusedBy('P13'));
    given(asked)
      .when(reject({ ...secretary, role: 'ACC' }))
      .thenRefused('ROLE_NOT_ALLOWED');
  });
  it('comes too late once it was approved, and makes room for another one', () => {
    given(asked, approved).when(reject()).thenRefused('ERASURE_APPROVED');
    given(asked, refusedBy('P01')).when(reject()).thenNothing();
    given(asked, refusedBy('P01')).when(approve()).thenRefused('ERASURE_DECIDED');
    given().when(reject()).thenRefused('ERASURE_NOT_FOUND');
  });
});

describe('a legal hold', () => {
  it('is placed and released by the district supervisor', () => {
    given().when(place()).then(held);
    given(held).when(release()).then(lifted);
    given().when(place(secretary)).thenRefused('ROLE_NOT_ALLOWED');
    given(held).when(release(officer)).thenRefused('ROLE_NOT_ALLOWED');
    given().when(release()).thenRefused('HOLD_NOT_FOUND');
    given(held, lifted).when(release()).thenNothing();
  });
  it('refuses an erasure on record, with both persons, and the erasure stays refused', () => {
    const refusal: ResidentFact = {
      type: 'PiiErasureRefused',
      data: { ...asked.data, reason: 'LEGAL_HOLD', holds: [hold], requestedBy: 'P13', secondPerson: 'P01' },
    };
    given(held, asked).when(approve()).then(refusal);
    given(held, asked, refusal, lifted).when(approve()).thenRefused('ERASURE_DECIDED');
  });
  it('stands in the way of nothing once it is released', () => {
    given(held, asked, lifted).when(approve()).then(approved);
  });
});

describe('the end of retention (RULES §6)', () => {
  const clockwork: Actor = { person: 'system:retention', role: 'SYS', area: '430304900900' };
  const due = '2028-03-02T00:00:00.000+08:00';
  const end = (moment = due, about: Partial<EndRetention['data']> = {}): ResidentCommand => ({
    type: 'EndRetention',
    at: moment,
    actor: clockwork,
    data: { erasure, person, cases: [case8], standings: [], ...about },
  });
  const over = { erasure, person, basis: 'retention-over' } as const;
  const asks: ResidentFact = { type: 'PiiErasureRequested', data: over };
  const ends: ResidentFact = { type: 'PiiErasureApproved', data: { ...over, approvedBy: ['system:retention'] } };

  it.each([
    ['2026-03-01T09:00:00.000+08:00', due],
    ['2026-03-01T23:59:59.999+08:00', due],
    ['2026-02-28T16:30:00.000Z', due],
    ['2024-02-29T08:00:00.000+08:00', '2026-03-01T00:00:00.000+08:00'],
    ['2026-12-31T12:00:00.000+08:00', '2029-01-01T00:00:00.000+08:00'],
  ])('of a case that closed at %s comes with %s, two years after that day', (closedAt, then) => {
    expect(retentionEnds(closedAt)).toBe(then);
  });
  it('has the person erased by the events of any erasure, and not a moment earlier', () => {
    given().when(end()).then(asks, ends);
    given().when(end('2028-03-01T23:59:59.999+08:00')).thenRefusedForNow('RETENTION_RUNS');
    given(asks, ends).when(end()).thenNothing();
  });
  it('does not come while a case is open or closed later, nor for one who is known as an officer or a volunteer', () => {
    for (const cases of [[], [case8, { ...case8, open: true }], [case8, { ...case8, since: '2026-03-02T00:00:00.000+08:00' }]])
      given().when(end(due, { cases })).thenRefusedForNow('RETENTION_RUNS');
    given()
      .when(end(due, { standings: [{ area: district, inPost: false }] }))
      .thenRefusedForNow('RETENTION_RUNS');
  });
  it('is nobody’s to bring about by hand', () => {
    for (const actor of [officer, secretary, supervisor]) given().when({ ...end(), actor }).thenRefused('ROLE_NOT_ALLOWED');
  });
  it('is stopped by a legal hold, on record once, and comes when the hold is released', () => {
    const kept: ResidentFact = {
      type: 'PiiErasureRefused',
      data: { ...over, reason: 'LEGAL_HOLD', holds: [hold], requestedBy: 'system:retention', secondPerson: 'system:retention' },
    };
    given(held).when(end()).then(asks, kept);
    const next = end(due, { erasure: 'e-2' });
    given(held, asks, kept).when(next).thenNothing();
    given(held, asks, kept, lifted).when(next).thenTypes('PiiErasureRequested', 'PiiErasureApproved');
  });
});

describe('whatever is asked in whatever order', () => {
  const people = fc.constantFrom(officer, secretary, supervisor, { ...secretary, person: 'P13' }, { ...supervisor, person: 'P13' });
  const cases = fc.constantFrom([], [case8], [{ ...case8, open: true }]);
  const ids = fc.constantFrom('1', '2', '3');
  const command: fc.Arbitrary<ResidentCommand> = fc.oneof(
    fc.tuple(people, ids, cases).map(([actor, id, of]): ResidentCommand => {
      return { type: 'RequestErasure', at, actor, data: { erasure: id, person, basis: 'resident-request', cases: of, standings: [] } };
    }),
    fc.tuple(people, ids, cases).map(([actor, id, of]): ResidentCommand => {
      return { type: 'ApproveErasure', at, actor, data: { erasure: id, cases: of, standings: [] } };
    }),
    fc.tuple(people, ids).map(([actor, id]): ResidentCommand => {
      return { type: 'PlaceLegalHold', at, actor, data: { hold: id, person, ground: 'inquiry', cases: [], standings: [] } };
    }),
    fc.tuple(people, ids).map(([actor, id]): ResidentCommand => {
      return { type: 'ReleaseLegalHold', at, actor, data: { hold: id, cases: [], standings: [] } };
    }),
  );

  it('no erasure is approved under a hold, by one person alone, twice, or with a case open', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const log: Recorded<ResidentFact>[] = [];
        const done = new Set<string>();
        for (const one of commands) {
          const before = fold(residentDecider, log);
          const decision = residentDecider.decide(one, before);
          if (decision.kind === 'refused') continue;
          for (const fact of decision.facts) {
            if (fact.type === 'PiiErasureApproved') {
              expect(holdsInForce(before)).toEqual([]);
              expect(new Set(fact.data.approvedBy).size).toBe(2);
              expect(done.has(fact.data.erasure)).toBe(false);
              expect(one.data.cases.some(({ open }) => open)).toBe(false);
              done.add(fact.data.erasure);
            }
            log.push(...recorded([{ ...fact, actor: one.actor.person }]));
          }
        }
      }),
    );
  });
});
