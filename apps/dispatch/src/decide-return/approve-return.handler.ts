import type { ReturnDecisionBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface ApproveReturnInput {
  readonly caseId: string;
  readonly body: ReturnDecisionBody;
  readonly origin: Origin;
}

export class ApproveReturnHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 同意退单 (RULES §1.4 T15): back to be dispatched; the main due date stays. Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: ApproveReturnInput): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, ({ at, actor, guards, rules }) => ({
      type: 'ApproveReturn',
      at,
      actor,
      guards,
      data: { reason: body.reason, rules },
    }));
  }
}
