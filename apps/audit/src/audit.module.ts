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
import { AsOfReading } from './boards/as-of.js';
import { BoardsController } from './boards/boards.controller.js';
import { AuditPackController, LEDGER_CONFIG } from './audit-pack/audit-pack.controller.js';
import { FindCasesController } from './case-index/find-cases.controller.js';
import type { Ask } from './case-lookup/case-events.js';
import { CaseInquiries } from './case-lookup/case-inquiry.js';
import { ASK } from './case-lookup/tokens.js';
import { CaseProofController } from './case-proof/case-proof.controller.js';
import { CaseQuestions } from './case-questions/case-questions.js';
import { CaseQuestionsController } from './case-questions/case-questions.controller.js';
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
import { RatesAsOfController } from './rates/rates.controller.js';
import { RATE_CASES_MAX } from './rates/rates.query.js';
import { auditQueryDecider } from './record-query/audit-query.decider.js';
import { QueryRecord } from './record-query/query-record.js';
import { StreamInquiries } from './stream-lookup/stream-inquiry.js';
import { StreamQuestions } from './stream-questions/stream-questions.js';
import { StreamQuestionsController } from './stream-questions/stream-questions.controller.js';
import { SAVED_QUERIES, SavedQueriesController } from './saved-queries/saved-queries.controller.js';
import { SavedQueryShelf } from './saved-queries/saved-queries.js';
import { savedQueryDecider } from './saved-queries/saved-query.decider.js';

/** The service's slices; each answers one kind of question. */
@Module({})
export class AuditModule {
  static with(
    infrastructure: DynamicModule,
    {
      ledger,
      searchMillisecondsMax = 5_000,
      rateCasesMax = 10_000,
    }: Pick<AuditConfig, 'ledger' | 'searchMillisecondsMax' | 'rateCasesMax'>,
  ): DynamicModule {
    return {
      module: AuditModule,
      imports: [infrastructure, OperationsModule.with(infrastructure, 'audit'), LedgerModule.with(infrastructure, ledger)],
      controllers: [
        FindCasesController,
        CaseQuestionsController,
        StreamQuestionsController,
        CaseProofController,
        ErasureProofController,
        CompletenessController,
        VerificationController,
        EventSearchController,
        SavedQueriesController,
        AskedQuestionsController,
        BoardsController,
        RatesAsOfController,
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
          provide: CaseQuestions,
          inject: [CaseInquiries, QueryRecord, CLOCK],
          useFactory: (inquiries: CaseInquiries, record: QueryRecord, clock: Clock) => new CaseQuestions('case', inquiries, record, clock),
        },
        {
          provide: StreamQuestions,
          inject: [ASK, CaseInquiries, QueryRecord, CLOCK],
          useFactory: (ask: Ask, cases: CaseInquiries, record: QueryRecord, clock: Clock) =>
            new StreamQuestions('stream', new StreamInquiries(ask, cases), record, clock),
        },
        {
          provide: BoundedReading,
          inject: [DATA_SOURCE],
          useFactory: (database: DataSource) => new BoundedReading(database, searchMillisecondsMax),
        },
        {
          provide: AsOfReading,
          inject: [BoundedReading, CaseInquiries, CLOCK],
          useFactory: (reading: BoundedReading, inquiries: CaseInquiries, clock: Clock) => new AsOfReading(reading, inquiries, clock),
        },
        { provide: RATE_CASES_MAX, useValue: rateCasesMax },
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
