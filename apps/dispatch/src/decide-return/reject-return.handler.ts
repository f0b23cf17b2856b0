import type { ReturnDecisionBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface RejectReturnInput {
  readonly caseId: string;
  readonly body: ReturnDecisionBody;
  readonly origin: Origin;
}

export class RejectReturnHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 驳回退单 (RULES §1.4 T16). Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: RejectReturnInput): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, ({ at, actor, guards }) => ({
      type: 'RejectReturn',
      at,
      actor,
      guards,
      data: { reason: body.reason },
    }));
  }
}
