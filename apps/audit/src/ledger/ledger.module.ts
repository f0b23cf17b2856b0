import { auditEventTypes } from '@huying/contracts';
import type { Clock, Logger } from '@huying/platform';
import { CLOCK, DATA_SOURCE, LOGGER, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { LedgerConfig } from '../audit-config.js';
import { dailyCheckpointDecider } from './daily-checkpoint.decider.js';
import { DailyCheckpoint } from './daily-checkpoint.js';
import { LedgerKeeper } from './ledger-keeper.js';
import { LogFilesController } from './log-files.controller.js';
import { LogFiles } from './log-files.js';
import { PublishedHeads } from './published-heads.js';
import { signersOf } from './signers.js';

/** Grows, signs and serves the Merkle trees over all logs. */
@Module({})
export class LedgerModule {
  static with(infrastructure: DynamicModule, config: LedgerConfig): DynamicModule {
    return {
      module: LedgerModule,
      imports: [infrastructure],
      controllers: [LogFilesController],
      providers: [
        {
          provide: LogFiles,
          inject: [DATA_SOURCE],
          useFactory: (database: DataSource) => new LogFiles((sql, values) => database.query(sql, [...values])),
        },
        {
          provide: DailyCheckpoint,
          inject: [RUNNERS],
          useFactory: (runners: RunnerFactory) => new DailyCheckpoint(runners({ decider: dailyCheckpointDecider, types: auditEventTypes })),
        },
        {
          provide: LedgerKeeper,
          inject: [DATA_SOURCE, DailyCheckpoint, CLOCK, LOGGER],
          useFactory: (database: DataSource, days: DailyCheckpoint, clock: Clock, logger: Logger) =>
            new LedgerKeeper({
              database,
              days,
              clock,
              logger,
              signersOf: (log) => signersOf(config, log),
              heads: new PublishedHeads(config.folder),
            }),
        },
      ],
    };
  }
}
