import type { DesignationBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { Assignees } from '../directory/assignees.js';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface DesignateHandlerInput {
  readonly caseId: string;
  readonly body: DesignationBody;
  readonly origin: Origin;
}

export class DesignateHandlerHandler {
  constructor(
    private readonly desk: OrderDesk,
    private readonly assignees: Assignees,
  ) {}

  /** 会商指定 (RULES §1.4 T17): after it nobody returns the order. Retrying with the same command id changes nothing. */
  execute({ caseId, body: { unit, person, reason }, origin }: DesignateHandlerInput): Promise<OrderOutcome> {
    return this.desk.run(caseId, origin, async ({ at, actor, guards, rules, order }) => {
      const standing = await this.assignees.standingOf(unit, person, order.matter.area, at);
      return { type: 'DesignateHandler', at, actor, guards, standing, data: { unit, person, reason, rules } };
    });
  }
}
