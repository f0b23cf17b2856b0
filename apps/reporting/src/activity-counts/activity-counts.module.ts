import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ParkedEvents } from '../read-models/parked-events.js';
import { ActivityCountsController } from './activity-counts.controller.js';
import { ActivityCountsQuery } from './activity-counts.query.js';

@Module({})
class ActivityCountsModule {}

export const activityCountsModule = (imports: DynamicModule[]): DynamicModule => ({
  module: ActivityCountsModule,
  imports,
  controllers: [ActivityCountsController],
  providers: [
    {
      provide: ActivityCountsQuery,
      inject: [DATA_SOURCE, ParkedEvents],
      useFactory: (dataSource: DataSource, parked: ParkedEvents) => new ActivityCountsQuery(dataSource, parked),
    },
  ],
});
