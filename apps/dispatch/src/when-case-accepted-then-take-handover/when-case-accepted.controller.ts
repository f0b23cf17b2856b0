import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { caseEventTypes } from '@huying/contracts';
import type { CaseAccepted } from '@huying/domain-case';
import type { Delivery, DeliveryContext } from '@huying/event-bus';
import { TakeHandoverHandler } from './take-handover.handler.js';

@Controller()
export class WhenCaseAcceptedController {
  constructor(private readonly handler: TakeHandoverHandler) {}

  @EventPattern<string[]>([caseEventTypes.CaseAccepted.type])
  takeHandover(@Payload() delivery: Delivery<CaseAccepted['data']>, @Ctx() context: DeliveryContext): Promise<void> {
    return this.handler.execute(delivery, context);
  }
}
