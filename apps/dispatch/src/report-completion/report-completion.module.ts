import { Module, type DynamicModule } from '@nestjs/common';
import { OrderDesk } from '../order-desk/order-desk.js';
import { ReportCompletionController } from './report-completion.controller.js';
import { ReportCompletionHandler } from './report-completion.handler.js';

@Module({})
class ReportCompletionModule {}

/** `POST /v1/cases/{caseId}/completion`. */
export const reportCompletionModule = (desk: DynamicModule): DynamicModule => ({
  module: ReportCompletionModule,
  imports: [desk],
  controllers: [ReportCompletionController],
  providers: [
    { provide: ReportCompletionHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new ReportCompletionHandler(desk) },
  ],
});
