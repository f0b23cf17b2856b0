import type { CompletionRejectionBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface RejectCompletionInput {
  readonly caseId: string;
  readonly body: CompletionRejectionBody;
  readonly origin: Origin;
}

export class RejectCompletionHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 审核退回 (RULES §1.4 T20): the clock resumes. Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: RejectCompletionInput): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, ({ at, actor, guards }) => ({
      type: 'RejectCompletion',
      at,
      actor,
      guards,
      data: { reason: body.reason },
    }));
  }
}
