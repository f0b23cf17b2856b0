import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { orderEventTypes } from '@huying/contracts';
import type { Assignee } from '@huying/domain-case';
import type { Delivery, DeliveryContext } from '@huying/event-bus';
import { CaseDesk } from '../case-desk/case-desk.js';
import { effectOrigin, mustHappen } from '../case-desk/effect-origin.js';
import { OnEvent } from '../on-event.js';

/** What intake reads of dispatch's `CompletionAccepted`. */
interface CompletionAccepted {
  readonly handover: number;
  readonly handler: Assignee;
}

@Controller()
export class WhenCompletionAcceptedThenAwaitCallbackController {
  constructor(private readonly desk: CaseDesk) {}

  /** Takes the case back from dispatch under the hand-over's number (RULES §1.4 T21); the callback's due date starts here. */
  @OnEvent(orderEventTypes.CompletionAccepted)
  async takeBack(@Payload() delivery: Delivery<CompletionAccepted>, @Ctx() context: DeliveryContext): Promise<void> {
    const { recorded, envelope } = delivery;
    const { handover, handler } = envelope.data;
    const outcome = await this.desk.runIn(
      envelope.area,
      recorded.caseKey ?? '',
      effectOrigin(delivery, context),
      (circumstances, rules) => ({
        type: 'TakeBack',
        ...circumstances,
        at: envelope.time,
        data: { handover, outcome: 'completed', handler, ...(rules === undefined ? {} : { rules }) },
      }),
    );
    mustHappen(outcome);
  }
}
