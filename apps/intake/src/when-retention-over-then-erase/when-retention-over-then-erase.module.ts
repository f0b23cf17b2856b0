import type { ServiceName } from '@huying/contracts';
import type { LogReader } from '@huying/event-store';
import type { Clock, Logger } from '@huying/platform';
import { CLOCK, CONSUMPTIONS, DATA_SOURCE, LOG_READERS, LOGGER, type Consumptions } from '@huying/platform-nest';
import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ResidentDesk } from '../resident-desk/resident-desk.js';
import { PeopleDueQuery } from './people-due.query.js';
import { RetentionRoutine, type WhatPassesRead } from './retention-routine.js';

@Module({})
class WhenRetentionOverThenEraseModule {}

const WHAT_PASSES_READ = Symbol('WhatPassesRead');

/** Automation of time: two years after a person's last case closed → his erasure is approved (RULES §6). */
export const whenRetentionOverThenEraseModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: WhenRetentionOverThenEraseModule,
  imports: [...imports],
  providers: [
    {
      provide: WHAT_PASSES_READ,
      inject: [DATA_SOURCE, LOG_READERS, CONSUMPTIONS],
      useFactory: (
        dataSource: DataSource,
        logReaders: ReadonlyMap<ServiceName, LogReader>,
        consumptions: Consumptions,
      ): WhatPassesRead => ({
        people: new PeopleDueQuery(dataSource),
        logReaders,
        consumptions,
      }),
    },
    {
      provide: RetentionRoutine,
      inject: [ResidentDesk, WHAT_PASSES_READ, CLOCK, LOGGER],
      useFactory: (desk: ResidentDesk, read: WhatPassesRead, clock: Clock, logger: Logger) =>
        new RetentionRoutine(desk, read, clock, logger),
    },
  ],
});
