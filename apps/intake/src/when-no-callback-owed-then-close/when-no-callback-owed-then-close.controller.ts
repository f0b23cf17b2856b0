import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { caseEventTypes } from '@huying/contracts';
import { TransientFault, type Delivery, type DeliveryContext } from '@huying/event-bus';
import { CaseDesk } from '../case-desk/case-desk.js';
import { effectOrigin } from '../case-desk/effect-origin.js';
import { OnEvent } from '../on-event.js';

@Controller()
export class WhenNoCallbackOwedThenCloseController {
  constructor(private readonly desk: CaseDesk) {}

  /** Asks to close. Where a callback is owed the case refuses, and that is the right answer: nothing is closed unasked (T22). */
  @OnEvent(caseEventTypes.HandoverTaken, caseEventTypes.CaseAnsweredDirectly)
  async close(@Payload() delivery: Delivery, @Ctx() context: DeliveryContext): Promise<void> {
    const { recorded, envelope } = delivery;
    const origin = effectOrigin(delivery, context);
    const outcome = await this.desk.runIn(envelope.area, recorded.caseKey ?? '', origin, (circumstances) => ({
      type: 'CloseCase',
      ...circumstances,
      data: null,
    }));
    if (outcome.kind === 'contended') throw new TransientFault('the case kept moving');
  }
}
