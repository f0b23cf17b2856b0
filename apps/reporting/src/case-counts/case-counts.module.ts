import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ParkedEvents } from '../read-models/parked-events.js';
import { CaseCountsController } from './case-counts.controller.js';
import { CaseCountsQuery } from './case-counts.query.js';

@Module({})
class CaseCountsModule {}

export const caseCountsModule = (imports: DynamicModule[]): DynamicModule => ({
  module: CaseCountsModule,
  imports,
  controllers: [CaseCountsController],
  providers: [
    {
      provide: CaseCountsQuery,
      inject: [DATA_SOURCE, ParkedEvents],
      useFactory: (dataSource: DataSource, parked: ParkedEvents) => new CaseCountsQuery(dataSource, parked),
    },
  ],
});
