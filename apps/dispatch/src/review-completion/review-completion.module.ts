import { Module, type DynamicModule } from '@nestjs/common';
import { OrderDesk } from '../order-desk/order-desk.js';
import { ReviewCompletionController } from './review-completion.controller.js';
import { RejectCompletionHandler } from './reject-completion.handler.js';
import { AcceptCompletionHandler } from './accept-completion.handler.js';

@Module({})
class ReviewCompletionModule {}

/** `POST /v1/cases/{caseId}/completion/rejection` and `…/acceptance`. */
export const reviewCompletionModule = (desk: DynamicModule): DynamicModule => ({
  module: ReviewCompletionModule,
  imports: [desk],
  controllers: [ReviewCompletionController],
  providers: [
    { provide: RejectCompletionHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new RejectCompletionHandler(desk) },
    { provide: AcceptCompletionHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new AcceptCompletionHandler(desk) },
  ],
});
