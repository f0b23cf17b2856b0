import type { OrderWithdrawalBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface WithdrawOrderInput {
  readonly caseId: string;
  readonly body: OrderWithdrawalBody;
  readonly origin: Origin;
}

export class WithdrawOrderHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 撤单 (RULES §1.4 T30) while dispatch owns the state. Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: WithdrawOrderInput): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, ({ at, actor, guards }) => ({
      type: 'WithdrawOrder',
      at,
      actor,
      guards,
      data: { reason: body.reason, ...(body.call === undefined ? {} : { call: body.call }) },
    }));
  }
}
