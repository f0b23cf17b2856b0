import type { ContactBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface RecordContactInput {
  readonly caseId: string;
  readonly body: ContactBody;
  readonly origin: Origin;
}

export class RecordContactHandler {
  constructor(private readonly desk: OrderDesk) {}

  /** 联系群众: a contact, or a try that failed (RULES §1.6 TM07). Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: RecordContactInput): Promise<OrderOutcome> {
    const { via, reached, effective = true } = body;
    const note = body.note === undefined ? {} : { note: body.note };
    return this.desk.run(caseId, origin, ({ at, actor, guards }) =>
      reached
        ? { type: 'RecordContact', at, actor, guards, data: { via, effective, ...note } }
        : { type: 'RecordFailedContact', at, actor, guards, data: { via, ...note } },
    );
  }
}
