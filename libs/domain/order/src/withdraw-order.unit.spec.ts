import { describe, it } from 'vitest';
import type { Actor, PolicyGuard } from '@huying/kernel';
import type { OrderFact } from './order-facts.js';
import { at, atS20, atS30, atS40, callback, dispatcher, given, handler, resident, returnRequested, taken } from './order-story.spec.js';

const withdraw = (actor: Actor = resident, call?: string) =>
  ({ type: 'WithdrawOrder', at, actor, data: { reason: '自行解决', ...(call === undefined ? {} : { call }) } }) as const;
const withdrawn: OrderFact = { type: 'CaseWithdrawn', data: { by: 'resident', handover: 2 } };

describe('withdrawing a case that dispatch holds (RULES §1.4 T30)', () => {
  it.each([['S10', [taken()]], ['S20', atS20], ['S30', atS30], ['S40', atS40]] as const)('is the resident’s own act in %s', (_, history) => {
    given(...history).when(withdraw()).then(withdrawn);
  });
  it('lets a pending return lapse', () => {
    given(...atS20, returnRequested())
      .when(withdraw())
      .then({ type: 'CaseWithdrawn', data: { by: 'resident', handover: 2, lapsed: 'return' } });
  });
  it('may be told to a callback officer, on a call that is on record', () => {
    given(...atS30).when(withdraw(callback)).thenRefused('CALL_RECORD_REQUIRED');
    given(...atS30)
      .when(withdraw(callback, 'call-77'))
      .then({ type: 'CaseWithdrawn', data: { by: 'callback', call: 'call-77', handover: 2 } });
  });
  it('is never for handlers, in whatever role they speak (I3)', () => {
    given(...atS30).when(withdraw(handler)).thenRefused('HANDLER_MAY_NOT_WITHDRAW');
    given(...atS30).when(withdraw({ ...callback, person: 'P24' }, 'call-77')).thenRefused('HANDLER_MAY_NOT_WITHDRAW');
  });
  it('lets a handler through where the policy flags I3, as a breach', () => {
    given(...atS30)
      .when({ ...withdraw(handler), guards: new Set<PolicyGuard>(['I3']) })
      .then({ type: 'CaseWithdrawn', data: { by: 'handler', handover: 2, breaches: ['I3'] } });
  });
  it('is for nobody else’s resident, and for no dispatcher', () => {
    given(...atS30).when(withdraw({ person: 'R099', role: 'RES' })).thenRefused('NOT_YOUR_CASE');
    given(...atS30).when(withdraw(dispatcher)).thenRefused('ROLE_NOT_ALLOWED');
  });
  it('changes nothing the second time', () => {
    given(...atS30, withdrawn).when(withdraw()).thenNothing();
  });
});
