import type { Logger } from '@huying/platform';
import { DATA_SOURCE, LOGGER } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { LedgerConfig } from '../audit-config.js';
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
          provide: LedgerKeeper,
          inject: [DATA_SOURCE, LOGGER],
          useFactory: (database: DataSource, logger: Logger) =>
            new LedgerKeeper({
              database,
              logger,
              signersOf: (log) => signersOf(config, log),
              heads: new PublishedHeads(config.folder),
            }),
        },
      ],
    };
  }
}
