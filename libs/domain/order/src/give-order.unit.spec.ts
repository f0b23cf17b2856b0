import { describe, expect, it } from 'vitest';
import type { PolicyGuard } from '@huying/kernel';
import type { DispatchCase, SignOrder } from './order-commands.js';
import type { OrderFact } from './order-facts.js';
import {
  assignee,
  at,
  atS20,
  atS30,
  colleague,
  dispatched,
  dispatcher,
  due,
  dues,
  given,
  handler,
  lead,
  matter,
  resident,
  reviewer,
  rules,
  signed,
  street,
  taken,
  volunteer,
} from './order-story.spec.js';

const dispatch = (actor = dispatcher, data: Partial<DispatchCase['data']> = {}): DispatchCase => ({
  type: 'DispatchCase',
  at,
  actor,
  data: { ...assignee, rules, ...data },
});
const sign = (actor = handler, when = at): SignOrder => ({ type: 'SignOrder', at: when, actor, data: { rules } });

describe('taking a case over from intake (DESIGN §2)', () => {
  const by = { at, actor: { person: 'system:dispatch', role: 'SYS' } as const };
  it('records what dispatch needs, and nothing else of what it was given', () => {
    const data = { handover: 1, cycle: 1, ...matter, duplicates: ['c9'] };
    given().when({ type: 'TakeHandover', ...by, data }).then(taken());
  });
  it('changes nothing the second time', () => {
    given(taken())
      .when({ type: 'TakeHandover', ...by, data: { handover: 1, cycle: 1, ...matter } })
      .thenNothing();
  });
  it('takes no hand-over before the one that comes first', () => {
    given()
      .when({ type: 'TakeHandover', ...by, data: { handover: 3, cycle: 1, ...matter } })
      .thenRefused('HANDOVER_OUT_OF_ORDER', { last: 0, given: 3 });
  });
});

describe('dispatching an order (RULES §1.4 T11)', () => {
  it('names unit, person and item, and stamps TM06, TM07, TM08 from the end of TM06, and TM09', () => {
    given(taken()).when(dispatch()).then(dispatched, ...dues);
  });
  it('is for dispatchers and the street', () => {
    given(taken()).when(dispatch(street)).thenTypes('CaseDispatched', 'DeadlineSet', 'DeadlineSet', 'DeadlineSet', 'DeadlineSet');
    given(taken()).when(dispatch(reviewer)).thenRefused('ROLE_NOT_ALLOWED');
  });
  it('is for a post that covers the area', () => {
    given(taken())
      .when(dispatch({ ...dispatcher, area: '430304901' }))
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
  it('waits for the hand-over, and does not remember that it had to', () => {
    given().when(dispatch()).thenRefusedForNow('HANDOVER_PENDING');
  });
  it('changes nothing when the same person is given it again, and gives it to nobody else', () => {
    given(...atS20).when(dispatch()).thenNothing();
    given(...atS20).when(dispatch(dispatcher, { person: 'P25' })).thenRefused('NOT_AWAITING_DISPATCH');
  });
  it('never gives a complaint to the unit complained of (guard `conflict`)', () => {
    given(taken({ subjectUnit: 'U-PM' })).when(dispatch()).thenRefused('HANDLER_IN_CONFLICT');
  });
  it('lets a flagged guard through, and writes the breach into the event', () => {
    const guards = new Set<PolicyGuard>(['conflict']);
    const decision = given(taken({ subjectUnit: 'U-PM' })).when({ ...dispatch(), guards }).decision;
    expect(decision).toMatchObject({ facts: [{ type: 'CaseDispatched', data: { breaches: ['conflict'] } }, {}, {}, {}, {}] });
    expect(JSON.stringify(decision).match(/breaches/g)).toHaveLength(1);
  });
  it('owes no first contact where the resident wants none', () => {
    const facts = given(taken({ contact: 'anonymous' })).when(dispatch());
    facts.then(dispatched, ...dues.filter((fact) => fact.type !== 'DeadlineSet' || fact.data.timer !== 'TM07'));
  });
  it('does not reset the main due date after a return: only sign-off and return window begin anew (T15)', () => {
    const history: OrderFact[] = [
      ...atS20,
      { type: 'ReturnRequested', data: { unit: 'U-PM', afterSignOff: false, request: 1 } },
      { type: 'ReturnApproved', data: { request: 1 } },
    ];
    const again: OrderFact = { ...dispatched, data: { ...dispatched.data, dispatch: 2, person: 'P25' } } as OrderFact;
    given(...history)
      .when({ ...dispatch(dispatcher, { person: 'P25' }), at: '2026-06-22T09:00:00.000+08:00' })
      .then(
        again,
        due('TM06', '2026-06-22T09:00:00.000+08:00', '2026-06-22T15:00:00.000+08:00'),
        due('TM09', '2026-06-22T09:00:00.000+08:00', '2026-06-24T00:00:00.000+08:00'),
      );
  });
});

describe('signing an order (RULES §1.4 T12)', () => {
  it('is for the assigned person, in whatever handling role, and for the lead of his unit', () => {
    given(...atS20).when(sign()).then(signed);
    given(...atS20).when(sign(volunteer)).then(signed);
    given(...atS20).when(sign(lead)).then(signed);
  });
  it('is for nobody else who handles orders', () => {
    given(...atS20).when(sign(colleague)).thenRefused('NOT_THE_HANDLER');
    given(...atS20).when(sign({ ...lead, unit: 'U-GRID' })).thenRefused('NOT_THE_HANDLER');
    given(...atS20).when(sign(resident)).thenRefused('ROLE_NOT_ALLOWED');
  });
  it('changes nothing the second time', () => {
    given(...atS30).when(sign()).thenNothing();
  });
  it('adds an earlier main due date where it starts the clock a working day sooner, beside the stamped one (I4)', () => {
    // Dispatched on Thursday at 17:00: TM06 ends on Monday, since Friday is a holiday. Signed at once, the five days start on Thursday.
    const evening = '2026-06-18T17:00:00.000+08:00';
    const history: OrderFact[] = [taken(), dispatched, due('TM08', '2026-06-22T11:00:00.000+08:00', '2026-06-30T00:00:00.000+08:00')];
    given(...history)
      .when(sign(handler, evening))
      .then(signed, due('TM08', evening, '2026-06-27T00:00:00.000+08:00', 'sign-off'));
  });
  it('adds none on a later sign-off of the same cycle: only the first one counts', () => {
    const evening = '2026-06-18T17:00:00.000+08:00';
    const late = due('TM08', '2026-06-22T11:00:00.000+08:00', '2026-06-30T00:00:00.000+08:00');
    const sentBack: OrderFact[] = [
      { type: 'ReturnRequested', data: { unit: 'U-PM', afterSignOff: true, request: 1 } },
      { type: 'ReturnRejected', data: { request: 1 } },
    ];
    given(taken(), dispatched, late, signed, ...sentBack)
      .when(sign(handler, evening))
      .then(signed);
  });
});
