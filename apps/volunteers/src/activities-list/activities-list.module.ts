import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ParkedEvents } from '../read-models/parked-events.js';
import { ActivitiesListController } from './activities-list.controller.js';
import { ActivitiesListQuery } from './activities-list.query.js';

@Module({})
class ActivitiesListModule {}

export const activitiesListModule = (imports: DynamicModule[]): DynamicModule => ({
  module: ActivitiesListModule,
  imports,
  controllers: [ActivitiesListController],
  providers: [
    {
      provide: ActivitiesListQuery,
      inject: [DATA_SOURCE, ParkedEvents],
      useFactory: (dataSource: DataSource, parked: ParkedEvents) => new ActivitiesListQuery(dataSource, parked),
    },
  ],
});
