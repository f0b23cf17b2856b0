import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ParkedEvents } from '../read-models/parked-events.js';
import { OpenWorkController } from './open-work.controller.js';
import { OpenWorkQuery } from './open-work.query.js';

@Module({})
class OpenWorkModule {}

export const openWorkModule = (imports: DynamicModule[]): DynamicModule => ({
  module: OpenWorkModule,
  imports,
  controllers: [OpenWorkController],
  providers: [
    {
      provide: OpenWorkQuery,
      inject: [DATA_SOURCE, ParkedEvents, CLOCK],
      useFactory: (dataSource: DataSource, parked: ParkedEvents, clock: Clock) => new OpenWorkQuery(dataSource, parked, clock),
    },
  ],
});
