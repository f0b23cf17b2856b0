import { Module, type DynamicModule } from '@nestjs/common';
import { OrderDesk } from '../order-desk/order-desk.js';
import { RecordContactController } from './record-contact.controller.js';
import { RecordContactHandler } from './record-contact.handler.js';

@Module({})
class RecordContactModule {}

/** `POST /v1/cases/{caseId}/contacts`. */
export const recordContactModule = (desk: DynamicModule): DynamicModule => ({
  module: RecordContactModule,
  imports: [desk],
  controllers: [RecordContactController],
  providers: [{ provide: RecordContactHandler, inject: [OrderDesk], useFactory: (desk: OrderDesk) => new RecordContactHandler(desk) }],
});
