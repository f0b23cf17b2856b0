import type { CompletionAcceptanceBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface AcceptCompletionInput {
  readonly caseId: string;
  readonly body: CompletionAcceptanceBody;
  readonly origin: Origin;
}

export class AcceptCompletionHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 审核通过 (RULES §1.4 T21): hands the case back to intake. Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: AcceptCompletionInput): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, ({ at, actor, guards }) => ({
      type: 'AcceptCompletion',
      at,
      actor,
      guards,
      data: { finding: body.finding },
    }));
  }
}
