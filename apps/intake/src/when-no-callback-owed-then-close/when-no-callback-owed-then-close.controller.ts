import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { caseEventTypes } from '@huying/contracts';
import { TransientFault, type Delivery, type DeliveryContext } from '@huying/event-bus';
import { CaseDesk } from '../case-desk/case-desk.js';
import { effectOrigin } from '../case-desk/effect-origin.js';

@Controller()
export class WhenNoCallbackOwedThenCloseController {
  constructor(private readonly desk: CaseDesk) {}

  @EventPattern<string>(caseEventTypes.HandoverTaken.type)
  takenBack(@Payload() delivery: Delivery, @Ctx() context: DeliveryContext): Promise<void> {
    return this.close(delivery, context);
  }

  @EventPattern<string>(caseEventTypes.CaseAnsweredDirectly.type)
  answered(@Payload() delivery: Delivery, @Ctx() context: DeliveryContext): Promise<void> {
    return this.close(delivery, context);
  }

  /** Asks to close. Where a callback is owed the case refuses, and that is the right answer: nothing is closed unasked (T22). */
  private async close(delivery: Delivery, context: DeliveryContext): Promise<void> {
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
