import { Module, type DynamicModule } from '@nestjs/common';
import { DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { RulesInForce } from '../rules-in-force/rules-in-force.js';
import { ListCalendarsController } from './list-calendars.controller.js';
import { ListCalendarsQuery } from './list-calendars.query.js';

@Module({})
class ListCalendarsModule {}

/** `GET /v1/calendars`. */
export const listCalendarsModule = (infrastructure: DynamicModule, desk: DynamicModule): DynamicModule => ({
  module: ListCalendarsModule,
  imports: [infrastructure, desk],
  controllers: [ListCalendarsController],
  providers: [
    {
      provide: ListCalendarsQuery,
      inject: [DATA_SOURCE, RulesInForce],
      useFactory: (dataSource: DataSource, rules: RulesInForce) => new ListCalendarsQuery(dataSource, rules),
    },
  ],
});
