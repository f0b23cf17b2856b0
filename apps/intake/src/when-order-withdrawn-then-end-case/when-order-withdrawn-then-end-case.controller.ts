import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { orderEventTypes } from '@huying/contracts';
import type { Delivery, DeliveryContext } from '@huying/event-bus';
import { CaseDesk } from '../case-desk/case-desk.js';
import { effectOrigin, mustHappen } from '../case-desk/effect-origin.js';
import { OnEvent } from '../on-event.js';

@Controller()
export class WhenOrderWithdrawnThenEndCaseController {
  constructor(private readonly desk: CaseDesk) {}

  /** Takes the case back, ended: it was withdrawn while dispatch held it (RULES §1.4 T30). */
  @OnEvent(orderEventTypes.CaseWithdrawn)
  async takeBack(@Payload() delivery: Delivery<{ readonly handover: number }>, @Ctx() context: DeliveryContext): Promise<void> {
    const { recorded, envelope } = delivery;
    const outcome = await this.desk.runIn(envelope.area, recorded.caseKey ?? '', effectOrigin(delivery, context), (circumstances) => ({
      type: 'TakeBack',
      ...circumstances,
      at: envelope.time,
      data: { handover: envelope.data.handover, outcome: 'withdrawn' },
    }));
    mustHappen(outcome);
  }
}
