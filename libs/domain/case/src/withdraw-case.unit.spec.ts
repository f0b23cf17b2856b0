import { describe, it } from 'vitest';
import type { Actor } from '@huying/kernel';
import type { WithdrawCase } from './case-commands.js';
import { at, atS00, atS50, callback, clerk, closed, given, handler, resident, stranger, withDispatch } from './case-story.spec.js';

const withdraw = (actor: Actor = resident, call?: string): WithdrawCase => ({
  type: 'WithdrawCase',
  at,
  actor,
  data: { reason: '自行解决', ...(call === undefined ? {} : { call }) },
});

describe('withdrawing a case that intake holds (RULES §1.4 T30)', () => {
  it.each([['S00', atS00], ['S50', atS50]] as const)('is the resident’s own act in %s; his reason is sealed', (_, history) => {
    given(...history).when(withdraw()).then({ type: 'CaseWithdrawn', data: { by: 'resident' } });
    given(...history).when(withdraw()).thenSealed({ part: 'reason', person: 'R022', value: '自行解决' });
  });
  it('may be told to a callback officer, on a call that is on record', () => {
    given(...atS00).when(withdraw(callback)).thenRefused('CALL_RECORD_REQUIRED');
    given(...atS00).when(withdraw(callback, 'call-77')).then({ type: 'CaseWithdrawn', data: { by: 'callback', call: 'call-77' } });
  });
  it('is never for handlers (I3), for another resident, or for a clerk', () => {
    given(...atS50).when(withdraw(handler)).thenRefused('HANDLER_MAY_NOT');
    given(...atS50).when(withdraw({ ...callback, person: 'P24' }, 'call-77')).thenRefused('HANDLER_MAY_NOT');
    given(...atS00).when(withdraw(stranger)).thenRefused('NOT_YOUR_CASE');
    given(...atS00).when(withdraw(clerk)).thenRefused('ROLE_NOT_ALLOWED');
  });
  it('is dispatch’s to decide while dispatch holds the case', () => {
    given(...withDispatch).when(withdraw()).thenRefusedForNow('WITH_DISPATCH');
  });
  it('changes nothing the second time, and comes too late after closing', () => {
    given(...atS00, { type: 'CaseWithdrawn', data: { by: 'resident' } }).when(withdraw()).thenNothing();
    given(...atS50, closed).when(withdraw()).thenRefused('CASE_CLOSED');
  });
});
