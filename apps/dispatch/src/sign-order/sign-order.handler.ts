import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export class SignOrderHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 签收 (RULES §1.4 T12): the handler takes the order; signing early adds an earlier due date. Retrying with the same command id changes nothing. */
  execute({ caseId, origin }: { readonly caseId: string; readonly origin: Origin }): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, ({ at, actor, guards, rules }) => ({ type: 'SignOrder', at, actor, guards, data: { rules } }));
  }
}
