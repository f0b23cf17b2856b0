import type { Decider, Decision } from '@huying/kernel';
import { acceptCompletion, rejectCompletion, reportCompletion } from './complete-order.js';
import { evolveOrder } from './evolve-order.js';
import { dispatchCase, signOrder, takeHandover } from './give-order.js';
import type { OrderCommand } from './order-commands.js';
import type { OrderFact } from './order-facts.js';
import type { OrderRefusal } from './order-refusals.js';
import type { OrderState } from './order-state.js';
import { approveReturn, designateHandler, rejectReturn, requestReturn } from './return-order.js';
import { revealOrder } from './reveal-order.js';
import { withdrawOrder } from './withdraw-order.js';
import { attachEvidence, recordContact, recordFailedContact } from './work-on-order.js';

/** Dispatch's part of the lifecycle, S10–S40, on `order-<id>` (DESIGN §2). */
export const orderDecider: Decider<OrderState, OrderCommand, OrderFact, OrderRefusal> = {
  initial: { status: 'absent' },
  decide,
  evolve: evolveOrder,
};

function decide(command: OrderCommand, state: OrderState): Decision<OrderFact, OrderRefusal> {
  switch (command.type) {
    case 'TakeHandover':
      return takeHandover(command, state);
    case 'DispatchCase':
      return dispatchCase(command, state);
    case 'SignOrder':
      return signOrder(command, state);
    case 'RequestReturn':
      return requestReturn(command, state);
    case 'ApproveReturn':
      return approveReturn(command, state);
    case 'RejectReturn':
      return rejectReturn(command, state);
    case 'DesignateHandler':
      return designateHandler(command, state);
    case 'RecordContact':
      return recordContact(command, state);
    case 'RecordFailedContact':
      return recordFailedContact(command, state);
    case 'AttachEvidence':
      return attachEvidence(command, state);
    case 'ReportCompletion':
      return reportCompletion(command, state);
    case 'RejectCompletion':
      return rejectCompletion(command, state);
    case 'AcceptCompletion':
      return acceptCompletion(command, state);
    case 'WithdrawOrder':
      return withdrawOrder(command, state);
    case 'RevealOrder':
      return revealOrder(command, state);
  }
}
