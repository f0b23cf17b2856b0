import type { CompletionBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface ReportCompletionInput {
  readonly caseId: string;
  readonly body: CompletionBody;
  readonly origin: Origin;
}

export class ReportCompletionHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 报办结 (RULES §1.4 T19). Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: ReportCompletionInput): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, ({ at, actor, guards, rules }) => ({
      type: 'ReportCompletion',
      at,
      actor,
      guards,
      data: { result: body.result, rules },
    }));
  }
}
