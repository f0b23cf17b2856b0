import { auditEventTypes } from '@huying/contracts';
import type { Clock } from '@huying/platform';
import {
  CLOCK,
  CONSUMPTIONS,
  DATA_SOURCE,
  OperationsModule,
  PRIVACY,
  RUNNERS,
  type Consumptions,
  type RunnerFactory,
} from '@huying/platform-nest';
import type { Privacy } from '@huying/privacy';
import { VerificationController } from './verification/verification.controller.js';
import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AskedQuestionsController } from './asked-questions/asked-questions.controller.js';
import type { AuditConfig } from './audit-config.js';
import { BoardsController } from './boards/boards.controller.js';
import { AuditPackController, LEDGER_CONFIG } from './audit-pack/audit-pack.controller.js';
import { CaseDifferenceController } from './case-difference/case-difference.controller.js';
import { CaseHistoryController } from './case-history/case-history.controller.js';
import { FindCasesController } from './case-index/find-cases.controller.js';
import type { Ask } from './case-lookup/case-events.js';
import { CaseInquiries } from './case-lookup/case-inquiry.js';
import { ASK } from './case-lookup/tokens.js';
import { CaseKnowledgeController } from './case-knowledge/case-knowledge.controller.js';
import { CaseProofController } from './case-proof/case-proof.controller.js';
import { CaseReplayController } from './case-replay/case-replay.controller.js';
import { CaseStateController } from './case-state/case-state.controller.js';
import { CompletenessController } from './completeness/completeness.controller.js';
import { BoundedReading } from './case-lookup/bounded-reading.js';
import { EventSearchController } from './event-search/event-search.controller.js';
import { ErasureProofController } from './erasure-proof/erasure-proof.controller.js';
import { EventSearches } from './event-search/event-searches.js';
import { ConformanceController } from './conformance/conformance.controller.js';
import { ExportHistoriesController } from './export-histories/export-histories.controller.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { STATEMENT_SIGNERS, statementSigners } from './ledger/signers.js';
import { OwnReceiptsController } from './own-receipts/own-receipts.controller.js';
import { auditQueryDecider } from './record-query/audit-query.decider.js';
import { QueryRecord } from './record-query/query-record.js';
import { SAVED_QUERIES, SavedQueriesController } from './saved-queries/saved-queries.controller.js';
import { SavedQueryShelf } from './saved-queries/saved-queries.js';
import { savedQueryDecider } from './saved-queries/saved-query.decider.js';

/** The service's slices; each answers one kind of question. */
@Module({})
export class AuditModule {
  static with(
    infrastructure: DynamicModule,
    { ledger, searchMillisecondsMax = 5_000 }: Pick<AuditConfig, 'ledger' | 'searchMillisecondsMax'>,
  ): DynamicModule {
    return {
      module: AuditModule,
      imports: [infrastructure, OperationsModule.with(infrastructure, 'audit'), LedgerModule.with(infrastructure, ledger)],
      controllers: [
        FindCasesController,
        CaseHistoryController,
        CaseStateController,
        CaseReplayController,
        CaseDifferenceController,
        CaseKnowledgeController,
        CaseProofController,
        ErasureProofController,
        CompletenessController,
        VerificationController,
        EventSearchController,
        SavedQueriesController,
        AskedQuestionsController,
        BoardsController,
        AuditPackController,
        OwnReceiptsController,
        ConformanceController,
        ExportHistoriesController,
      ],
      providers: [
        { provide: LEDGER_CONFIG, useValue: ledger },
        { provide: STATEMENT_SIGNERS, useValue: statementSigners(ledger) },
        {
          provide: ASK,
          inject: [DATA_SOURCE],
          useFactory:
            (database: DataSource): Ask =>
            (sql, values) =>
              database.query(sql, [...values]),
        },
        {
          provide: CaseInquiries,
          inject: [ASK, CONSUMPTIONS],
          useFactory: (ask: Ask, consumptions: Consumptions) => new CaseInquiries(ask, consumptions),
        },
        {
          provide: BoundedReading,
          inject: [DATA_SOURCE],
          useFactory: (database: DataSource) => new BoundedReading(database, searchMillisecondsMax),
        },
        {
          provide: EventSearches,
          inject: [BoundedReading, CaseInquiries],
          useFactory: (reading: BoundedReading, inquiries: CaseInquiries) => new EventSearches(reading.ask, inquiries),
        },
        {
          provide: SAVED_QUERIES,
          inject: [RUNNERS],
          useFactory: (runners: RunnerFactory) => runners({ decider: savedQueryDecider, types: auditEventTypes }),
        },
        {
          provide: SavedQueryShelf,
          inject: [ASK, PRIVACY],
          useFactory: (ask: Ask, privacy: Privacy) => new SavedQueryShelf(ask, privacy),
        },
        {
          provide: QueryRecord,
          inject: [RUNNERS, CLOCK],
          useFactory: (runners: RunnerFactory, clock: Clock) =>
            new QueryRecord(runners({ decider: auditQueryDecider, types: auditEventTypes }), clock),
        },
      ],
    };
  }
}
