import { Module, type DynamicModule } from '@nestjs/common';
import type { EventStore } from '@huying/event-store';
import { CONSUMPTIONS, DATA_SOURCE, EVENT_STORE, type Consumptions } from '@huying/platform-nest';
import type { EvidenceStore } from '@huying/privacy';
import type { DataSource } from 'typeorm';
import { EVIDENCE_FILES } from '../order-desk/order-desk.module.js';
import { OrderDesk } from '../order-desk/order-desk.js';
import { AttachEvidenceController } from './attach-evidence.controller.js';
import { AttachEvidenceHandler } from './attach-evidence.handler.js';
import { EvidenceClaims } from './evidence-claims.js';
import { EvidenceUses } from './evidence-uses.js';

@Module({})
class AttachEvidenceModule {}

/** `POST /v1/cases/{caseId}/evidence?kind=photo-after`. */
export const attachEvidenceModule = (infrastructure: DynamicModule, desk: DynamicModule): DynamicModule => ({
  module: AttachEvidenceModule,
  imports: [infrastructure, desk],
  controllers: [AttachEvidenceController],
  providers: [
    {
      provide: EvidenceUses,
      inject: [DATA_SOURCE, EVENT_STORE, CONSUMPTIONS],
      useFactory: (dataSource: DataSource, store: EventStore, consumptions: Consumptions) =>
        new EvidenceUses(dataSource, store, consumptions),
    },
    {
      provide: AttachEvidenceHandler,
      inject: [OrderDesk, EVIDENCE_FILES, EvidenceUses, DATA_SOURCE],
      useFactory: (desk: OrderDesk, files: EvidenceStore, uses: EvidenceUses, dataSource: DataSource) =>
        new AttachEvidenceHandler(desk, files, uses, new EvidenceClaims(dataSource)),
    },
  ],
});
