import { aThursdayMorning as at, specFor, type Given } from '@huying/testing';
import type { Actor } from '@huying/kernel';
import { describe, it } from 'vitest';
import type { RevealOrder } from './order-commands.js';
import type { OrderFact } from './order-facts.js';
import { orderDecider } from './order.decider.js';

const area = '430304900900';
const taken: Given<OrderFact> = {
  type: 'HandoverTaken',
  data: {
    handover: 1,
    cycle: 1,
    area,
    type: 'REPAIR',
    service: 'lamp',
    priority: 'normal',
    place: { grid: 'G1', building: '1' },
    contact: 'phone',
    keyHolder: 'resident-1',
  },
};
const dispatched: Given<OrderFact> = {
  type: 'CaseDispatched',
  data: { dispatch: 1, unit: 'U-PM', person: 'P21', volunteer: false, item: 'lamp', priority: 'normal' },
};
const withdrawn: Given<OrderFact> = { type: 'CaseWithdrawn', data: { by: 'resident', handover: 2 } };
const reveal = (actor: Actor): RevealOrder => ({ type: 'RevealOrder', at, actor, data: { fields: ['texts'], reason: '核对办理结果' } });
const handler: Actor = { person: 'P21', role: 'HAN', unit: 'U-PM', area };
const given = specFor(orderDecider);

describe('reading the sealed parts of an order', () => {
  it('is recorded with its ground and the sealed reason', () => {
    const decided = given(taken, dispatched).when(reveal(handler));
    decided.then({ type: 'PiiRevealed', data: { fields: ['texts'], ground: 'assignment' } });
    decided.thenSealed({ part: 'reason', person: 'resident-1', value: '核对办理结果' });
  });
  it.each([
    ['the lead of the handler’s unit', { person: 'P20', role: 'HLD', unit: 'U-PM', area }, 'assignment'],
    ['a reviewer of the area', { person: 'P07', role: 'REV', area }, 'duty'],
    ['an auditor of the district', { person: 'P12', role: 'AUD', area: '430304' }, 'inquiry'],
  ] as const)('is open to %s', (_, actor, ground) => {
    given(taken, dispatched)
      .when(reveal(actor))
      .then({ type: 'PiiRevealed', data: { fields: ['texts'], ground } });
  });
  it.each([
    ['another handler', { person: 'P22', role: 'HAN', unit: 'U-PM', area }],
    ['the lead of another unit', { person: 'P31', role: 'HLD', unit: 'U-POL', area }],
    ['a reviewer of another area', { person: 'P07', role: 'REV', area: '430302' }],
  ] as const)('is denied to %s, and the try is recorded', (_, actor) => {
    given(taken, dispatched)
      .when(reveal(actor))
      .then({ type: 'PiiRevealDenied', data: { fields: ['texts'] } });
  });
  it('ends for the handler with the order, but not for an auditor', () => {
    given(taken, dispatched, withdrawn).when(reveal(handler)).thenTypes('PiiRevealDenied');
    given(taken, dispatched, withdrawn)
      .when(reveal({ person: 'P12', role: 'AUD', area: '430304' }))
      .thenTypes('PiiRevealed');
  });
  it('waits for an order that is still on its way', () => {
    given().when(reveal(handler)).thenRefusedForNow('HANDOVER_PENDING');
  });
});
