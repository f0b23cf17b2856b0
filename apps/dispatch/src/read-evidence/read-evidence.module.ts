import { Module, type DynamicModule } from '@nestjs/common';
import type { EvidenceStore } from '@huying/privacy';
import { EVIDENCE_FILES } from '../order-desk/order-desk.module.js';
import { OrderDesk } from '../order-desk/order-desk.js';
import { ReadEvidenceController } from './read-evidence.controller.js';
import { ReadEvidenceHandler } from './read-evidence.handler.js';

@Module({})
class ReadEvidenceModule {}

/** `GET /v1/cases/{caseId}/evidence/{digest}`. */
export const readEvidenceModule = (desk: DynamicModule): DynamicModule => ({
  module: ReadEvidenceModule,
  imports: [desk],
  controllers: [ReadEvidenceController],
  providers: [
    {
      provide: ReadEvidenceHandler,
      inject: [OrderDesk, EVIDENCE_FILES],
      useFactory: (desk: OrderDesk, files: EvidenceStore) => new ReadEvidenceHandler(desk, files),
    },
  ],
});
