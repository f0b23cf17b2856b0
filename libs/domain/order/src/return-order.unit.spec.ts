import { describe, it } from 'vitest';
import type { Actor, PolicyGuard } from '@huying/kernel';
import type { RequestReturn } from './order-commands.js';
import type { OrderFact } from './order-facts.js';
import {
  at,
  atS20,
  atS30,
  atS40,
  colleague,
  dispatcher,
  due,
  given,
  handler,
  lead,
  returnRequested,
  rules,
  secretary,
  signOffDue,
  street,
  taken,
} from './order-story.spec.js';

const ask = (actor: Actor = handler, when = at): RequestReturn => ({
  type: 'RequestReturn',
  at: when,
  actor,
  data: { reason: '不属本单位职责', basis: '派单目录第3条', rules },
});
const approve = (actor = dispatcher) => ({ type: 'ApproveReturn', at, actor, data: { reason: '属实', rules } }) as const;
const reject = (actor = dispatcher) => ({ type: 'RejectReturn', at, actor, data: { reason: '应由你单位办' } }) as const;
const designate = (actor = secretary) =>
  ({ type: 'DesignateHandler', at, actor, data: { unit: 'U-PM', person: 'P24', reason: '会商指定', rules } }) as const;
const requested = (request = 1, afterSignOff = false): OrderFact => ({ type: 'ReturnRequested', data: { unit: 'U-PM', afterSignOff, request } });
const approved: OrderFact = { type: 'ReturnApproved', data: { request: 1 } };
/** Four working hours to decide about it (TM10), and to dispatch it anew (TM05). */
const decisionDue = due('TM10', at, signOffDue, 'return');
const dispatchDue = due('TM05', at, signOffDue, 'return');
const dispatchedAgain = atS20.slice(1);

describe('asking to return an order (RULES §1.4 T13, T14)', () => {
  it('is open to the handler and his lead, with reason and basis, which are sealed', () => {
    given(...atS20).when(ask()).then(requested(), decisionDue);
    given(...atS20).when(ask(lead)).then(requested(), decisionDue);
    given(...atS20)
      .when(ask())
      .thenSealed(
        { part: 'reason', person: 'R022', value: '不属本单位职责' },
        { part: 'basis', person: 'R022', value: '派单目录第3条' },
      );
  });
  it('is open to the lead only, once signed', () => {
    given(...atS30).when(ask()).thenRefused('ONLY_UNIT_LEAD_RETURNS_SIGNED');
    given(...atS30).when(ask(lead)).then(requested(1, true), decisionDue);
  });
  it('is not for a colleague', () => {
    given(...atS20).when(ask(colleague)).thenRefused('NOT_THE_HANDLER');
  });
  it('is open until the end of TM09, that moment included', () => {
    const lastMoment = '2026-06-23T00:00:00.000+08:00';
    given(...atS20)
      .when(ask(handler, lastMoment))
      .then(requested(), due('TM10', lastMoment, '2026-06-23T14:30:00.000+08:00', 'return'));
    given(...atS20).when(ask(handler, '2026-06-23T00:00:00.001+08:00')).thenRefused('RETURN_WINDOW_CLOSED');
  });
  it('counts TM09 from the last dispatch', () => {
    const window = due('TM09', '2026-06-24T09:00:00.000+08:00', '2026-06-26T00:00:00.000+08:00');
    given(...atS20, returnRequested(), approved, ...dispatchedAgain, window)
      .when(ask(handler, '2026-06-25T09:00:00.000+08:00'))
      .then(requested(2), due('TM10', '2026-06-25T09:00:00.000+08:00', '2026-06-25T15:00:00.000+08:00', 'return'));
  });
  it('goes through late where the policy flags the window', () => {
    given(...atS20)
      .when({ ...ask(handler, '2026-06-24T09:00:00.000+08:00'), guards: new Set<PolicyGuard>(['return.window']) })
      .then(
        { ...requested(), data: { ...requested().data, breaches: ['return.window'] } } as OrderFact,
        due('TM10', '2026-06-24T09:00:00.000+08:00', '2026-06-24T15:00:00.000+08:00', 'return'),
      );
  });
  it('is over once the handler was designated (T17), whatever the policy flags', () => {
    const designated: OrderFact = { type: 'HandlerDesignated', data: { unit: 'U-PM', person: 'P24' } };
    given(...atS20, returnRequested(), designated).when(ask()).thenRefused('RETURN_AFTER_DESIGNATION');
  });
  it('changes nothing the second time, and is too late after the report', () => {
    given(...atS20, returnRequested()).when(ask()).thenNothing();
    given(...atS40).when(ask(lead)).thenRefused('NOT_RETURNABLE');
  });
});

describe('deciding about a return (RULES §1.4 T15–T17)', () => {
  const pending = [...atS20, returnRequested()];

  it('sends the order back to be dispatched, or leaves it where it is', () => {
    given(...pending).when(approve()).then(approved, dispatchDue);
    given(...pending).when(reject(street)).then({ type: 'ReturnRejected', data: { request: 1 } });
  });
  it('is not for who asked for it (I2)', () => {
    given(...atS20, returnRequested(1, dispatcher.person)).when(approve()).thenRefused('APPROVER_IS_REQUESTER');
  });
  it('is for dispatchers and the street, of that area', () => {
    given(...pending).when(approve(secretary)).thenRefused('ROLE_NOT_ALLOWED');
    given(...pending)
      .when(approve({ ...dispatcher, area: '430304901' }))
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
  it('must designate from the second return on', () => {
    const second = [...atS20, returnRequested(), approved, ...dispatchedAgain, returnRequested(2)];
    given(...second).when(approve()).thenRefused('SECOND_RETURN_NEEDS_DESIGNATION');
    given(...second).when(designate()).thenTypes('HandlerDesignated', 'DeadlineSet');
  });
  it('designates by secretary, street or district, and stamps the sign-off anew', () => {
    given(...pending)
      .when(designate())
      .then({ type: 'HandlerDesignated', data: { unit: 'U-PM', person: 'P24' } }, due('TM06', at, '2026-06-18T15:00:00.000+08:00'));
    given(...pending).when(designate(dispatcher)).thenRefused('ROLE_NOT_ALLOWED');
  });
  it('has nothing to decide where nobody asked', () => {
    given(...atS20).when(approve()).thenRefused('NO_RETURN_PENDING');
    given(taken()).when(designate()).thenRefused('NO_RETURN_PENDING');
  });
});
