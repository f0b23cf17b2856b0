import type { ReturnRequestBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface RequestReturnInput {
  readonly caseId: string;
  readonly body: ReturnRequestBody;
  readonly origin: Origin;
}

export class RequestReturnHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 申请退单 (RULES §1.4 T13, T14). Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: RequestReturnInput): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, ({ at, actor, guards, rules }) => ({
      type: 'RequestReturn',
      at,
      actor,
      guards,
      data: { reason: body.reason, basis: body.basis, rules },
    }));
  }
}
