import type { DispatchBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { Assignees } from '../directory/assignees.js';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface DispatchCaseInput {
  readonly caseId: string;
  readonly body: DispatchBody;
  readonly origin: Origin;
}

export class DispatchCaseHandler {
  constructor(
    private readonly desk: OrderDesk,
    private readonly assignees: Assignees,
  ) {}

  /** 派单 (RULES §1.4 T11): stamps the due dates by the rules in force. Retrying with the same command id changes nothing. */
  execute({ caseId, body, origin }: DispatchCaseInput): Promise<OrderOutcome> {
    const { unit, person, item, priority } = body;
    return this.desk.run(caseId, origin, async ({ at, actor, guards, rules, order }) => {
      const standing = await this.assignees.standingOf(unit, person, order.matter.area, at);
      return {
        type: 'DispatchCase',
        at,
        actor,
        guards,
        standing,
        data: {
          unit,
          person,
          volunteer: standing === 'volunteer',
          rules,
          ...(item === undefined ? {} : { item }),
          ...(priority === undefined ? {} : { priority }),
        },
      };
    });
  }
}
