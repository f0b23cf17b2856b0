import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ParkedEvents } from '../read-models/parked-events.js';
import { TeamsListController } from './teams-list.controller.js';
import { TeamsListQuery } from './teams-list.query.js';

@Module({})
class TeamsListModule {}

export const teamsListModule = (imports: DynamicModule[]): DynamicModule => ({
  module: TeamsListModule,
  imports,
  controllers: [TeamsListController],
  providers: [
    {
      provide: TeamsListQuery,
      inject: [DATA_SOURCE, ParkedEvents],
      useFactory: (dataSource: DataSource, parked: ParkedEvents) => new TeamsListQuery(dataSource, parked),
    },
  ],
});
