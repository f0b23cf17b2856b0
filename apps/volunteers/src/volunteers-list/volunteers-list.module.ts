import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ParkedEvents } from '../read-models/parked-events.js';
import { VolunteersListController } from './volunteers-list.controller.js';
import { VolunteersListQuery } from './volunteers-list.query.js';

@Module({})
class VolunteersListModule {}

export const volunteersListModule = (imports: DynamicModule[]): DynamicModule => ({
  module: VolunteersListModule,
  imports,
  controllers: [VolunteersListController],
  providers: [
    {
      provide: VolunteersListQuery,
      inject: [DATA_SOURCE, ParkedEvents],
      useFactory: (dataSource: DataSource, parked: ParkedEvents) => new VolunteersListQuery(dataSource, parked),
    },
  ],
});
