import type { CaseStatus } from '@huying/domain-case';
import type { OrderStatus } from '@huying/domain-order';
import type { CombinedCase } from './combined-case.js';

/** States of `lifecycle.json` that the product reaches so far. */
export type StateCode = 'S00' | 'S10' | 'S20' | 'S21' | 'S30' | 'S40' | 'S50' | 'S60' | 'S92';

const ofCase: Readonly<Record<Exclude<CaseStatus, 'absent'>, StateCode>> = {
  registered: 'S00',
  'with-dispatch': 'S10',
  'awaiting-callback': 'S50',
  closed: 'S60',
  withdrawn: 'S92',
};
const ofOrder: Readonly<Record<Exclude<OrderStatus, 'absent'>, StateCode>> = {
  accepted: 'S10',
  dispatched: 'S20',
  'return-requested': 'S21',
  'in-progress': 'S30',
  'completion-reported': 'S40',
  'handed-back': 'S50',
  withdrawn: 'S92',
};

/** The side whose stream tells the present state. */
export type LeadingSide = 'case' | 'order';

/**
 * Who is ahead: the side with the higher hand-over number. On equal numbers one gave and the other took, and the taker goes on.
 * Hand-overs alternate from intake's first, so an odd number was taken by dispatch and an even one by intake.
 */
export function leadingSide({ intake, dispatch }: CombinedCase): LeadingSide {
  const given = intake.status === 'absent' ? 0 : intake.handover;
  const taken = dispatch.status === 'absent' ? 0 : dispatch.handover;
  if (given === taken) return given % 2 === 1 ? 'order' : 'case';
  return given > taken ? 'case' : 'order';
}

/** The case's state in `lifecycle.json`; `undefined` before its first event. */
export function stateCode(combined: CombinedCase): StateCode | undefined {
  const { intake, dispatch } = combined;
  if (leadingSide(combined) === 'order' && dispatch.status !== 'absent') return ofOrder[dispatch.status];
  return intake.status === 'absent' ? undefined : ofCase[intake.status];
}

/** True while one side gave the case away and the other has not taken it yet. */
export function isOnItsWay(combined: CombinedCase): boolean {
  const { intake, dispatch } = combined;
  const given = intake.status === 'absent' ? 0 : intake.handover;
  const taken = dispatch.status === 'absent' ? 0 : dispatch.handover;
  return given !== taken;
}
